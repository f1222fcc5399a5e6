"""The unit of measurement: a Django view that returns bytes from memory, without middleware."""
