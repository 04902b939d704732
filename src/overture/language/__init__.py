"""Text to vector: the tokeniser, the sentence encoder, and the linear heads read off its vectors.

The lowest room of the house. It knows nothing of members, safety or acts, only of text.
"""

from overture.language.embedding import Encoder, EncoderUnavailableError, encoder
from overture.language.heads import LinearHead
from overture.language.wordpiece import WordPiece

__all__ = ["Encoder", "EncoderUnavailableError", "LinearHead", "WordPiece", "encoder"]
