"""Index of the plugin's models: each room's models are re-exported here, so that Django finds them."""
