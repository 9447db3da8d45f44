"""综合文稿: reports written from the book."""
