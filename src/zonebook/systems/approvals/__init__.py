"""行政审批: the public clock sheet, cases as their events, the officer's desk, notices."""
