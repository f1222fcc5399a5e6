"""What the gate costs, measured: `make bench`. Times differ between machines, ratios hardly do."""
