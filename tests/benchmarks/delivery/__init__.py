"""The delivery benchmark: what readers of the API wait for, beside a bare view and Wagtail."""
