"""The model card that is written beside the weights."""

CARD = """---
language: [id, en]
library_name: model2vec
tags: [sentence-similarity, retrieval, static-embeddings]
---

# Tanya's Indonesian–English embedding model

A static model: a text's vector is the mean of its tokens' vectors, scaled to length 1. 40,000 lower-cased subwords,
512 dimensions (the first 256 serve too), int8 rows with one factor each. It runs with `tokenizers` and numpy alone.
It has no prompts.

Made from scratch by `python -m training.embedding --data DIR --out DIR` (see `training/README.md` for figures and for
what was tried). The table starts from random directions that forms of one word and translations share (IBM model 1 over
the parallel sentences), each as long as its token is rare, and is then trained contrastively.

## What it learned from

No text is part of the model. Rows under non-commercial licences were left out.

| corpus | licence stated by the source |
|---|---|
| Parallel sentences: PANL-BPPT news, SMERU, AusAID, ODB (desmond86/Indonesian-English-Bilingual-Corpus) | none stated |
| IWSLT 2017 TED talks, STS (machine-translated), news sentences (guntara), TALPCo, Python documentation | none stated |
| Microsoft documentation (human and machine-translated), opensource.guide, tldr-pages | CC BY 4.0 |
| Tatoeba | CC BY 2.0 |
| TICO-19 | CC0 |
| Quran translations, SIB-200 / FLORES, NusaX | CC BY-SA 4.0 |
| GNOME user interface / GNOME help | GPL / CC BY 3.0 |
| mozilla.org | MPL 2.0 |
| News: IndoSum (Kurniawan & Louvan 2018) | CC BY-SA 4.0 |
| News: CLICK-ID (William & Sari 2020), PICES leads, Donnn 2025 | none stated |
| Questions: FacQA (Purwarianti et al. 2007, IndoNLU) | Apache-2.0 |
| Questions: TyDi QA (Clark et al. 2020), Indonesian and English | Apache-2.0 |
| Questions: IDK-MRC (Putri & Oh 2022), Donnn | none stated |
| Questions: SQuAD (Rajpurkar et al. 2016, 2018), English and machine-translated to Indonesian | CC BY-SA 4.0 |
| Paraphrases: IndoNLI; PAWS and Quora, machine-translated | none stated |

`--open-only` trains on the openly licensed rows alone.

## Limits

It knows no word order. Names it never saw are found by their subwords only: search by words stands beside it.
"""
