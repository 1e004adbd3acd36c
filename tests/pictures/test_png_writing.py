import numpy as np
import pytest

from documents.drawn_pages import pixels_of
from trendsqa.pictures.png_writing import write_png


@pytest.mark.parametrize("colours", [2, 256, 257, 4000])
def test_a_picture_comes_back_pixel_for_pixel(colours):
    """Up to 256 colours are written with a palette, more without."""
    numbers = np.arange(64 * 100).reshape(64, 100) % colours
    pixels = np.stack([numbers % 251, numbers // 251, numbers * 7 % 256], axis=2).astype(np.uint8)
    assert (pixels_of(write_png(pixels)) == pixels).all()
