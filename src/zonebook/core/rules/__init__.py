"""Rules of qualifications: dated conditions read from the catalogue, judged with their because."""
