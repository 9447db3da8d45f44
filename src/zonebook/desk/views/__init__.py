"""The pages of the desk; each view is a doorman."""
