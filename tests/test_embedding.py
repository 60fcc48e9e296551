"""Embedding models: both ways of reading agree, nothing asks the network, and what cannot be loaded says so."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from policyqa.errors import ModelError
from policyqa.index.embedding import BUNDLED_FOLDER, TableEncoder, TransformerEncoder, load_encoder

TEXTS = ["新引进项目目标", "经济增长5%", "经济", "㊣☯", "", "   ", "項目", "a" * 3000, "经济☯", "项目\n目标。" * 200]
PIECES = ["[UNK]", "新", "引进", "项目", "目标", "经济", "增长", "5", "a"]


@pytest.fixture(autouse=True)
def no_network(network_blocked: list[str]) -> Iterator[None]:
    """Fail each test here that connects to another machine, swallowed or not."""
    yield
    assert not network_blocked


def _rows() -> np.ndarray:
    # The unknown piece's row is not zero: other people's models have such rows.
    return np.random.default_rng(7).standard_normal((len(PIECES), 8)).astype(np.float32)


@pytest.fixture(scope="module")
def static_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A static model, written by sentence-transformers itself."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models

    folder = tmp_path_factory.mktemp("models") / "static"
    tokenizer = Tokenizer(models.Unigram([(piece, -1.0 - i) for i, piece in enumerate(PIECES)], unk_id=0))
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=_rows())], device="cpu")
    model.save(str(folder), create_model_card=False)
    return folder


@pytest.fixture(scope="module")
def bert_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of one layer with random weights and a prompt for queries and one for documents."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(0)
    base = tmp_path_factory.mktemp("models")
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"新引进项目标经济增长5问文:"]
    vocabulary = base / "vocab.txt"
    vocabulary.write_text("\n".join(pieces), encoding="utf-8")
    size = {"hidden_size": 16, "intermediate_size": 16, "num_attention_heads": 2, "num_hidden_layers": 1}
    BertModel(BertConfig(vocab_size=len(pieces), max_position_embeddings=64, **size)).save_pretrained(base / "bert")
    BertTokenizerFast(vocab={p: i for i, p in enumerate(pieces)}, model_max_length=64).save_pretrained(base / "bert")
    transformer = Transformer(str(base / "bert"))
    modules = [transformer, Pooling(transformer.get_embedding_dimension())]
    model = SentenceTransformer(modules=modules, device="cpu", prompts={"query": "问:", "document": "文:"})
    model.save(str(base / "whole"), create_model_card=False)
    return base / "whole"


def test_both_ways_of_reading_a_static_model_agree(static_folder: Path) -> None:
    question = load_encoder(str(static_folder), purpose="question")
    index = load_encoder(str(static_folder), purpose="index")
    assert isinstance(question, TableEncoder)
    assert isinstance(index, TransformerEncoder)
    assert (question.name, question.dimension) == (index.name, index.dimension) == (str(static_folder), 8)
    assert np.abs(question.encode(TEXTS) - index.encode(TEXTS)).max() < 1e-5


def test_a_static_vector_is_the_mean_of_its_rows_by_hand(static_folder: Path) -> None:
    expected = _rows()[[3, 4]].mean(axis=0)
    actual = load_encoder(str(static_folder)).encode(["项目目标"])
    np.testing.assert_allclose(actual[0], expected / np.linalg.norm(expected), atol=1e-6)
    assert actual.dtype == np.float32


@pytest.mark.parametrize("purpose", ["question", "index"])
def test_rows_have_length_one_or_are_zero(static_folder: Path, purpose: str) -> None:
    vectors = load_encoder(str(static_folder), purpose=purpose).encode(TEXTS)  # type: ignore[arg-type]
    lengths = np.linalg.norm(vectors, axis=1)
    empty = [not text.strip() or text == "㊣☯" for text in TEXTS]
    np.testing.assert_allclose(lengths, [0.0 if e else 1.0 for e in empty], atol=1e-6)
    assert load_encoder(str(static_folder), purpose=purpose).encode([]).shape == (0, 8)  # type: ignore[arg-type]


@pytest.mark.parametrize("purpose", ["question", "index"])
def test_traditional_full_width_and_capitals_are_the_same(static_folder: Path, purpose: str) -> None:
    vectors = load_encoder(str(static_folder), purpose=purpose).encode(["经济增长5a", "經濟增長５Ａ"])  # type: ignore[arg-type]
    np.testing.assert_array_equal(vectors[0], vectors[1])
    assert vectors[0].any()


def test_a_long_text_is_known_by_its_tail(static_folder: Path) -> None:
    text = "☯" * 500 + "经济"
    both = [load_encoder(str(static_folder), purpose=p).encode([text]) for p in ("question", "index")]  # type: ignore[arg-type]
    assert both[0].any()
    assert np.abs(both[0] - both[1]).max() < 1e-5


def test_prompts_of_a_model_are_used_by_purpose(bert_folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    plain = SentenceTransformer(str(bert_folder), device="cpu", local_files_only=True)
    for purpose, prompt in (("question", "问:"), ("index", "文:")):
        encoder = load_encoder(str(bert_folder), purpose=purpose)  # type: ignore[arg-type]
        assert encoder.dimension == 16
        expected = plain.encode([prompt + "经济增长"], prompt="", normalize_embeddings=True)
        np.testing.assert_allclose(encoder.encode(["經濟增長"]), expected, atol=1e-5)
        assert not encoder.encode(["", "☯"]).any()


def test_a_static_model_with_a_prompt_is_not_read_as_a_plain_table(static_folder: Path, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(static_folder), device="cpu", prompts={"query": "项目"})
    model.save(str(tmp_path / "m"), create_model_card=False)
    prompted = load_encoder(str(tmp_path / "m")).encode(["经济"])
    np.testing.assert_allclose(prompted, load_encoder(str(static_folder)).encode(["项目经济"]), atol=1e-6)


def test_an_unknown_name_fails_in_seconds_and_says_what_to_do() -> None:
    started = time.monotonic()
    with pytest.raises(ModelError, match=r"neither a folder nor in the Hugging Face cache.*hf download no-such/model"):
        load_encoder("no-such/model")
    assert time.monotonic() - started < 30


def test_a_pickle_is_never_opened(static_folder: Path, tmp_path: Path) -> None:
    for name in ("modules.json", "tokenizer.json"):
        (tmp_path / name).write_bytes((static_folder / name).read_bytes())
    (tmp_path / "pytorch_model.bin").write_bytes(b"cos\nsystem\n(S'touch opened'\ntR.")
    for purpose in ("question", "index"):
        with pytest.raises(ModelError, match="safetensors"):
            load_encoder(str(tmp_path), purpose=purpose)  # type: ignore[arg-type]


@pytest.mark.parametrize("purpose", ["question", "index"])
@pytest.mark.parametrize("damaged", ["model.safetensors", "tokenizer.json", "modules.json"])
def test_a_damaged_folder_is_a_model_error(static_folder: Path, tmp_path: Path, purpose: str, damaged: str) -> None:
    for path in static_folder.iterdir():
        if path.is_file():
            content = path.read_bytes()
            (tmp_path / path.name).write_bytes(content[: len(content) // 2] if path.name == damaged else content)
    with pytest.raises(ModelError, match=str(tmp_path)):
        load_encoder(str(tmp_path), purpose=purpose)  # type: ignore[arg-type]


def test_rows_that_do_not_fit_the_tokenizer_are_a_model_error(static_folder: Path, tmp_path: Path) -> None:
    from safetensors.numpy import save_file

    for name in ("modules.json", "tokenizer.json"):
        (tmp_path / name).write_bytes((static_folder / name).read_bytes())
    save_file({"embedding.weight": _rows()[:3]}, tmp_path / "model.safetensors")
    with pytest.raises(ModelError, match="does not fit"):
        load_encoder(str(tmp_path))


def test_threads_must_be_positive() -> None:
    with pytest.raises(ValueError, match="threads"):
        load_encoder(threads=0)


bundled = pytest.mark.skipif(not (BUNDLED_FOLDER / "model.safetensors").exists(), reason="the model is not built yet")


@bundled
def test_the_bundled_model_is_the_same_both_ways_and_named_by_its_bytes() -> None:
    question, index = load_encoder(purpose="question"), load_encoder(purpose="index")
    assert isinstance(question, TableEncoder)
    assert question.name == index.name
    assert len(question.name) == len("bundled:") + 12
    texts = [*TEXTS, "2021年新引进5000万元以上项目目标是多少?", "龘龘", "Ｇ60科创走廊", "☯☯"]
    vectors = question.encode(texts)
    assert np.abs(vectors - index.encode(texts)).max() < 1e-5
    assert not vectors[-1].any()


@bundled
def test_the_bundled_model_puts_the_sense_first() -> None:
    encoder = load_encoder()
    questions = encoder.encode(["企业职工工伤怎样认定", "污水排放有什么处罚", "义务教育入学年龄是几岁"])
    passages = encoder.encode(
        [
            "职工在工作时间和工作场所内,因工作原因受到事故伤害的,应当认定为工伤。",
            "违反规定向水体排放污染物的,由环境保护主管部门责令改正,处以罚款。",
            "凡年满六周岁的儿童,其父母应当送其入学接受并完成义务教育。",
            "股东会会议由董事会召集,董事长主持。",
        ]
    )
    assert (questions @ passages.T).argmax(axis=1).tolist() == [0, 1, 2]


@bundled
def test_the_bundled_folder_is_small_and_holds_no_pickle() -> None:
    files = [path for path in BUNDLED_FOLDER.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 20_000_000  # all bundled weights
    assert {path.suffix for path in files} <= {".json", ".safetensors", ".md"}
    modules = json.loads((BUNDLED_FOLDER / "modules.json").read_text(encoding="utf-8"))
    assert all(module["type"].startswith("sentence_transformers.models.") for module in modules)


def test_a_question_needs_no_torch(static_folder: Path) -> None:
    code = (
        "import sys; from policyqa.index.embedding import load_encoder; load_encoder(sys.argv[1]).encode(['经济']);"
        "sys.exit(any(m in sys.modules for m in ('torch', 'sentence_transformers', 'transformers')))"
    )
    assert subprocess.run([sys.executable, "-c", code, str(static_folder)], check=False).returncode == 0
