"""The WSGI application of the contestants that have no project of their own."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
