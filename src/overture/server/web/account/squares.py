"""A QR code as a drawing, without a style and without an address of its own."""

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M


def drawn(text: str) -> str:
    """The drawing: dark squares on white, whatever the colours of the page are."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return (
        f'<svg class="qr" viewBox="0 0 {len(rows)} {len(rows)}" role="img" '
        'aria-label="A square code for an app to read" shape-rendering="crispEdges">'
        f'<rect width="100%" height="100%" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )
