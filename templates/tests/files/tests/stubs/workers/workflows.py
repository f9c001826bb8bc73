"""What steps of Workflows raise."""


class NonRetryableError(Exception):
    """Ends a Workflow: the step that raises it is not tried again."""
