"""惠企政策: who fits, what it pays, lists and payments; the enterprise's own card; 政策自测."""
