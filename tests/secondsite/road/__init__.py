"""What people do on the second site, through its own screens. Copied into the project.

It imports nothing of the checkout, and itself by relative imports alone: in the project it has
another name.
"""
