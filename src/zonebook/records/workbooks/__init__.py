"""Workbooks in and out: what an office's sheet says, what would change, and the sheet given back.

Reading (grid, guards, sheets, layout, cells, headers, rows) is plain Python without Django;
matching, commit and export open the book.
"""
