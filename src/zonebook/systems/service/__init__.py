"""Enterprise service: requests for land, energy, capital and labour, and what the zone has for them."""
