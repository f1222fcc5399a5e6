"""Admin screens that cross subjects: dashboards, reports and menus."""
