"""The history page: publications, releases, and what differs between builds."""
