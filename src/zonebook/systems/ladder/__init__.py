"""梯次培育: who stands on which rung, who is one step away, and what would take them there."""
