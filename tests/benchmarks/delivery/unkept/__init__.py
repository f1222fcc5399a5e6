"""Our site, as if nobody had ever asked before: what an answer costs that is not in memory."""
