# Plain `make` lists the targets. `make run` and `make test` are all that a new user needs.
.DEFAULT_GOAL := help
.PHONY: always help run test train names evaluate check-corpora classify dist lint bench bench-speed bench-scale kills pictures clean
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
MODEL := models/default/manifest.json
OUT ?= out
RESULT := $(OUT)/samples/分析结果.xlsx

GOLD := $(if $(wildcard ../shared/data),--gold ../shared/data)

CODE := $(shell find pipeline -name '*.py')
SAMPLES := $(shell find corpora/samples -type f)
TERMS := corpora/taxonomy.toml corpora/lexicon/user_words.csv corpora/lexicon/traditional.csv corpora/lexicon/cues.csv
CORPUS := $(shell find corpora/labelled -name '*.jsonl')
LEARNING := $(shell find pipeline/classify pipeline/text pipeline/structure pipeline/lexicon -name '*.py')

help:  ## 列出命令
	@echo "zuofeng：找出公文与信访件中的作风问题"
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(RESULT)  ## 安装、（无模型时）训练、分析 corpora/samples，打印工作簿位置
	@echo "工作簿：$(abspath $(RESULT))"

test: $(READY) $(MODEL)  ## 运行全部测试
	$(BIN)/python -m pytest -n logical --dist loadfile

train: $(MODEL)  ## 语料、词表或训练代码变了才重训（FEEDBACK=更正.jsonl 加入复核更正）
	@echo "模型已是最新：$(dir $(MODEL))"

names: $(READY)  ## 改了 corpora/names 之后重学认人名、住址的权重（脱敏用，约三分钟）
	$(BIN)/zuofeng train --names

evaluate: $(READY) $(MODEL)  ## 评估报告（Markdown 与 HTML）：成绩、混淆、可靠性、学习曲线、错例
	$(BIN)/zuofeng evaluate $(GOLD) --out $(OUT)/evaluation --force

check-corpora: $(READY)  ## 检查标注语料：格式、证据、重复、泄漏
	$(BIN)/zuofeng check $(GOLD)

classify: $(READY) $(MODEL)  ## 信访件表格逐行归类：make classify INPUT=留言.xlsx OUTPUT=结果.xlsx
	@test -n "$(INPUT)" && test -n "$(OUTPUT)" || { echo "用法：make classify INPUT=表格 OUTPUT=结果文件"; exit 2; }
	$(BIN)/zuofeng batch "$(INPUT)" --out "$(OUTPUT)" $(OPTIONS)

lint: $(READY)  ## 检查代码风格与类型
	$(BIN)/ruff check pipeline tests
	$(BIN)/ruff format --check pipeline tests
	$(BIN)/mypy

dist: $(READY) $(MODEL)  ## 打成安装包 dist/*.whl：词表、分类词表、模板、模型都在内，离线可用
	rm -rf build/wheel && mkdir -p build/wheel dist
	cp -r pipeline pyproject.toml README.md LICENSE build/wheel/
	mkdir -p build/wheel/pipeline/data/corpora build/wheel/pipeline/data/models
	cp -r corpora/taxonomy.toml corpora/lexicon corpora/templates build/wheel/pipeline/data/corpora/
	cp -r models/default build/wheel/pipeline/data/models/
	rm -f build/wheel/pipeline/data/models/default/held-out.jsonl
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist build/wheel
	@ls dist/*.whl

bench: bench-speed bench-scale  ## 下面两项都测（约半小时）

bench-speed: $(READY) $(MODEL)  ## 测速：与裸 jieba.lcut 对比；批量六万件，两个进程与一个对比（约十分钟）
	$(BIN)/python tests/bench_throughput.py
	$(BIN)/python tests/bench_summary.py

bench-scale: $(READY) $(MODEL)  ## 测规模：一万件到一百万件的时间与内存（约一刻钟）
	$(BIN)/python tests/bench_scale.py

pictures: $(READY) $(MODEL)  ## 重画 docs 中问题汇总的两张图（需 LibreOffice 和 Chromium）
	$(BIN)/python docs/pictures.py

kills: $(READY) $(MODEL)  ## 杀掉 batch 三十次再续跑，核对输出逐字节相同
	cd tests && ../$(BIN)/python killing.py

clean:  ## 删除虚拟环境、模型与输出（语料不动）
	rm -rf $(VENV) $(OUT) models/default models/default-candidate build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "需要 Python 3.11 以上，可用 make PYTHON=python3.12 指定")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

$(MODEL): $(CORPUS) $(TERMS) $(LEARNING) $(if $(FEEDBACK),always) | $(READY)
	@echo "语料、词表或训练代码有变，开始训练……"
	$(BIN)/zuofeng check $(GOLD)
	$(BIN)/zuofeng train $(if $(FEEDBACK),--feedback "$(FEEDBACK)")

always:

$(RESULT): $(SAMPLES) $(CODE) $(MODEL) | $(READY)
	$(BIN)/zuofeng analyze corpora/samples --out $(OUT)/samples --force
