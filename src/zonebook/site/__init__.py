"""The counter: settings, addresses, sign-in, the command, the day of a request."""
