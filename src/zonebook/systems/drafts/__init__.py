"""文稿核数: every number of a draft on a page, for anybody, and against the book for the offices."""
