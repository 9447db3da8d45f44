"""建议: values that one office would put into a column of another, settled by the column's owner."""
