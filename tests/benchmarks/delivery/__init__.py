"""The delivery benchmark: what a reader of the API waits for, beside a bare view and plain Wagtail."""
