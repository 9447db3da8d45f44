"""The own actions of the offices, one folder each."""
