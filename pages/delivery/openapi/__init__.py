"""The API's description in OpenAPI 3.1, generated from the installation's page types and blocks."""
