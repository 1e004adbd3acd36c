"""A random BERT of two narrow layers with the packaged model's tokenizer: it loads and trains in milliseconds."""

from pathlib import Path

from trendsqa.embedding.models import find_model


def save_tiny_bert(folder: Path, *, width: int = 32) -> Path:
    """``folder`` with such a model in it; the same numbers each time."""
    import torch
    from transformers import AutoTokenizer, BertConfig, BertModel

    torch.manual_seed(0)
    tokenizer = AutoTokenizer.from_pretrained(find_model("all-MiniLM-L6-v2").folder)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=width,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=2 * width,
    )
    BertModel(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
