"""The page of the HTML report. Jinja escapes every value; only the plots' drawings are marked safe."""

TEMPLATE = """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>How well the assistant answers: {{ run.created[:10] }}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; color: #1b1f23; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { line-height: 1.2; } h2 { margin-top: 2.5rem; border-bottom: 2px solid #0b5d8a; } h3 { margin: 0 0 .3rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .7rem .35rem 0; border-bottom: 1px solid #d5d9dd; }
td.figure { font-weight: 600; font-size: 1.15em; white-space: nowrap; }
.verdict { padding: .7rem 1rem; border-left: .5rem solid; } .pass { border-color: #1d7a3e; background: #eef7f1; }
.fail { border-color: #a3201d; background: #fbeeee; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)); gap: 1rem 2rem; }
figure { margin: 0; break-inside: avoid; } figure svg { width: 100%; height: auto; } figcaption { font-weight: 600; }
article { border-top: 1px solid #d5d9dd; padding: .9rem 0; break-inside: avoid; overflow-wrap: anywhere; }
article p { margin: .2rem 0; } .small { color: #4a5157; font-size: .88em; } blockquote { margin: .2rem 0 .2rem 1rem; }
.label { font-weight: 600; }
@page { size: A4; margin: 14mm; }
@media print {
  body { font-size: 10pt; line-height: 1.35; max-width: none; margin: 0; padding: 0; }
  h2 { break-after: avoid; } .plots { grid-template-columns: 1fr 1fr; } tr { break-inside: avoid; }
  article { font-size: 8.5pt; padding: .4rem 0; } article h3 { font-size: 10pt; } td.figure { font-size: 1em; }
}
</style>
</head>
<body>
<h1>How well the assistant answers</h1>
<p>{{ totals.results | length }} known facts were asked on {{ run.created[:10] }}. A known fact is a question
whose right answer, and the place in the evidence that gives it, were written down beforehand; some have no answer
in the evidence, and there the right thing is to say so. Every verdict is made by fixed rules.
{% if judge %}A language model's opinion stands apart, and decides nothing.{% endif %}</p>
{% if gate %}
<div class="verdict {{ 'pass' if gate.passed else 'fail' }}">
<p><strong>{{ 'The gate is passed.' if gate.passed else 'The gate is not passed.' }}</strong>
{% if gate.passed %}No fact that was accepted before is lost and all totals are within their limits.{% endif %}</p>
{% if gate.failures %}<ul>{% for failure in gate.failures %}<li>{{ failure }}</li>{% endfor %}</ul>{% endif %}
</div>
{% endif %}
<h2>In figures</h2>
<table>
<thead><tr><th scope="col">Measure</th><th scope="col">Today</th><th scope="col">Meaning</th></tr></thead>
<tbody>
{% for line in lines %}
<tr><th scope="row">{{ line.name }}</th><td class="figure">{{ line.value }}</td>
<td>{{ line.meaning }}{% if line.interval %}<br><span class="small">{{ line.interval }}</span>{% endif %}</td></tr>
{% endfor %}
</tbody></table>
<div class="plots">
{% for title, alt, svg in plots %}
<figure><figcaption>{{ title }}</figcaption>{{ svg }}<p class="small">{{ alt }}</p></figure>
{% endfor %}
</div>
{% if gate %}
<h2>Against the baseline</h2>
<p>{{ changes | length }} facts changed since the last accepted outcome; {{ new }} are new.</p>
{% for change in changes %}
<article>
<h3>{{ change.fact }}</h3>
<p class="small">{% if change.lost %}lost: {{ change.lost | join(', ') }}. {% endif %}
{% if change.gained %}gained: {{ change.gained | join(', ') }}. {% endif %}
{% if not change.now %}no longer among the known facts.{% endif %}</p>
{% if change.result %}<p><span class="label">Question:</span> {{ change.result.fact.question }}</p>
<p><span class="label">Expected:</span> {{ change.result.fact.answer or 'no answer' }}</p>{% endif %}
{% if change.then %}<p><span class="label">Then:</span> {{ change.then.answer }}
<span class="small">{{ change.then.citation }}</span></p>{% endif %}
{% if change.now %}<p><span class="label">Now:</span> {{ change.now.answer }}
<span class="small">{{ change.now.citation }}</span></p>{% endif %}
</article>
{% endfor %}
{% endif %}
{% macro breakdown(title, name, groups) %}
<h2>{{ title }}</h2>
<table>
<thead><tr><th scope="col">{{ name }}</th><th scope="col">Right</th>
<th scope="col">Cited</th><th scope="col">Grounded</th><th scope="col">Abstained</th>
<th scope="col">Refused</th></tr></thead>
<tbody>
{% for key, part in groups.items() %}
<tr><th scope="row">{{ key | replace('_', ' ') }}</th><td>{{ part.right | rate }}</td><td>{{ part.cited | rate }}</td>
<td>{{ part.grounded | rate }}</td><td>{{ part.abstained | rate }}</td><td>{{ part.refused | rate }}</td></tr>
{% endfor %}
</tbody></table>
{% endmacro %}
{{ breakdown('By kind of question', 'Kind', kinds) }}
{{ breakdown('By document', 'Document', documents) }}
{{ breakdown('Held out and open', 'Split', splits) }}
<p class="small">Held-out facts are a fifth of all, chosen by their ids; no setting was chosen on them.</p>
<h2>What went wrong</h2>
<p>{{ failures | length }} facts do not pass, each with its evidence.</p>
{% for result in failures %}
<article>
<h3>{{ result.fact.question }}</h3>
<p class="small">{{ result.fact.id }}, {{ result.fact.kind | replace('_', ' ') }}, {{ result.fact.audience }},
{{ result.fact.split | replace('_', ' ') }}</p>
{% for turn in result.fact.history %}
<p class="small">Asked before: {{ turn.question }} – {{ turn.answer }}</p>
{% endfor %}
<p><span class="label">Expected:</span> {{ result.fact.answer or 'no answer: ' ~ result.fact.why_unanswerable }}</p>
{% for piece in result.fact.evidence %}
<p class="small">Evidence: {{ piece.document }}, {{ piece.locator }}: “{{ piece.words }}”</p>
{% endfor %}
{% if result.outcome.answer %}
<p><span class="label">Got:</span> {{ result.outcome.answer.text or '(no text)' }}
<span class="small">{{ result.outcome.answer.status }},
confidence {{ '%.2f' | format(result.outcome.answer.confidence) }}</span></p>
{% if result.outcome.answer.closest and not result.outcome.answer.citations %}
<p class="small">Closest evidence, offered apart from an answer:</p>
{% endif %}
{% for citation in result.outcome.answer.citations or result.outcome.answer.closest %}
<p class="small">[{{ citation.number }}] {{ citation.title }} ({{ citation.date }}),
{{ citation.locator.describe() }}:</p>
<blockquote class="small">{{ citation.quote }}</blockquote>
{% endfor %}
{% endif %}
<p><span class="label">Why it fails:</span> {{ result.score.reasons | join('; ') }}</p>
</article>
{% endfor %}
{% if judge %}
<h2>A language model's opinion</h2>
<p>{{ judge.model }} judged {{ judge.judgements | length }} answers {{ judge.runs }} times each. It decides nothing:
where it and the rules differ, a person looks.</p>
<table><tbody>
{% for name, value in opinion %}<tr><th scope="row">{{ name }}</th><td>{{ value }}</td></tr>{% endfor %}
</tbody></table>
{% for part in judge.against_rules %}
<article>
<h3>{{ part.result.fact.question }}</h3>
<p class="small">{{ part.result.fact.id }}: {{ part.agreed }} by the judge in every run,
{{ 'right' if part.result.score.right.passed else 'not right' }} by the rules</p>
<p><span class="label">Expected:</span>
{{ part.result.fact.answer or 'no answer: ' ~ part.result.fact.why_unanswerable }}</p>
<p><span class="label">Got:</span> {{ part.result.outcome.answer.text or '(no text)' }}</p>
</article>
{% endfor %}
{% endif %}
<h2>Further figures</h2>
<table><tbody>
{% for name, value in more %}<tr><th scope="row">{{ name }}</th><td>{{ value }}</td></tr>{% endfor %}
</tbody></table>
<h2>What was measured</h2>
<table><tbody>
<tr><th scope="row">Started</th><td>{{ run.created }}</td></tr>
<tr><th scope="row">Index generation</th><td>{{ run.generation }}</td></tr>
<tr><th scope="row">All questions</th><td>{{ '%.1f' | format(run.seconds) }} s</td></tr>
{% for name, value in run.settings.items() %}<tr><th scope="row">{{ name }}</th><td>{{ value }}</td></tr>{% endfor %}
{% for name, value in run.versions.items() %}<tr><th scope="row">{{ name }}</th><td>{{ value }}</td></tr>{% endfor %}
</tbody></table>
</body>
</html>
"""
