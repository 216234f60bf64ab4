"""A question that asks several things is taken apart; one that asks one thing is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.parts.split import Parts, Relation, as_asked, split_question, without_places


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "What did the Harbour Works cost, who paid, and when does it open?",
            ["What did the Harbour Works cost?", "who paid? (Harbour Works)", "when does it open? (Harbour Works)"],
        ),
        (
            "How many nurses work in Northvale? And how many are to be trained?",
            ["How many nurses work in Northvale?", "how many are to be trained? (Northvale)"],
        ),
        (
            "How many scans did the hub make in phase one, and how many once at full scale?",
            ["How many scans did the hub make in phase one?", "How many scans did the hub make once at full scale?"],
        ),
        (
            "What did Northvale spend on roads in 2020, and what on schools?",
            ["What did Northvale spend on roads in 2020?", "What did Northvale spend on schools in 2020?"],
        ),
        (
            "Which firms came to Leeds and which to Bradford?",
            ["Which firms came to Leeds?", "Which firms came to Bradford?"],
        ),
        ("Who led Nexus in 2019, and who now?", ["Who led Nexus in 2019?", "Who led Nexus now?"]),
        (
            "How many people work at the pier, and how many now?",
            ["How many people work at the pier?", "How many people work at the pier now?"],
        ),
        (
            "How many firms are in Leeds, how many in York, and how many in Hull?",
            ["How many firms are in Leeds?", "How many firms are in York?", "How many firms are in Hull?"],
        ),
        (
            "Who owns the site in Leeds, and who by law must maintain it?",
            ["Who owns the site in Leeds?", "who by law must maintain it? (Leeds, site)"],
        ),
        (
            "Which firms are in Leeds and which in York employ over 100 people?",
            ["Which firms are in Leeds?", "which in York employ over 100 people?"],
        ),
        (
            r"How many jobs are there at the pier, and how many across R\D?",
            ["How many jobs are there at the pier?", r"how many across R\D? (jobs, pier)"],
        ),
        (
            "Who paid for the pier, how much was it and from whom did it come?",
            ["Who paid for the pier?", "how much was it? (pier)", "from whom did it come? (pier)"],
        ),
        (
            "What did the audit ask for, from whom, and by when?",
            ["What did the audit ask for?", "from whom? (audit)", "by when? (audit)"],
        ),
        (
            "Did the mayor open the pier, and when?",
            ["Did the mayor open the pier?", "when Did the mayor open the pier?"],
        ),
        (
            "Why did the workshop close and has it opened again?",
            ["Why did the workshop close?", "has it opened again? (workshop)"],
        ),
        (
            "I need to know what the pier cost and whether it was late.",
            ["I need to know what the pier cost?", "whether it was late? (pier, cost)"],
        ),
        ("Which estate is first, and why?", ["Which estate is first?", "why? (estate, first)"]),
        ("When and where was Kiln Park opened?", ["When was Kiln Park opened?", "where was Kiln Park opened?"]),
        (
            "Who chairs the board and in which year was it founded?",
            ["Who chairs the board?", "in which year was it founded? (board)"],
        ),
        (
            "How much do the Seed Fund and the Harbour Works each cost?",
            ["How much do the Seed Fund cost?", "How much do the Harbour Works cost?"],
        ),
        (
            "What did Leeds and York spend on roads, respectively?",
            ["What did Leeds spend on roads?", "What did York spend on roads?"],
        ),
        ("Did Leeds and York each get a grant?", ["Did Leeds get a grant?", "Did York get a grant?"]),
        (
            "Leeds and York each got a grant of what size?",
            ["Leeds got a grant of what size?", "York got a grant of what size?"],
        ),
        ("What do Leeds and York each pay?", ["What do Leeds pay?", "What do York pay?"]),
        ("What do Leeds and York pay each?", ["What do Leeds pay?", "What do York pay?"]),
        (
            "What did Leeds and York spend on each road, respectively?",
            ["What did Leeds spend on each road?", "What did York spend on each road?"],
        ),
        (
            "How many men and how many women are on the board?",
            ["How many men are on the board?", "How many women are on the board?"],
        ),
        (
            "Who runs the hub, how many men, how many women and how many children were hurt in Leeds?",
            [
                "Who runs the hub?",
                "how many men were hurt in Leeds?",
                "how many women were hurt in Leeds?",
                "how many children were hurt in Leeds?",
            ],
        ),
        (
            "In which year and by how much did it rise?",
            ["In which year did it rise?", "by how much did it rise?"],
        ),
        ("Kiln Park 2022: number of firms, and rent?", ["Kiln Park 2022: number of firms?", "Kiln Park 2022: rent?"]),
    ],
)
def test_separate_parts_can_be_understood_alone(question, parts):
    found = split_question(question)
    assert [part.lower() for part in found.questions] == [part.lower() for part in parts]
    assert found.relation is Relation.separate


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "What did the judge, who sat in Leeds, say and why?",
            ["What did the judge, who sat in Leeds, say?", "why did the judge, who sat in Leeds, say?"],
        ),
        (
            "How many pupils does the school, which opened in 2010, have, and who runs it?",
            ["How many pupils does the school, which opened in 2010, have?", "who runs it? (school, opened)"],
        ),
        (
            "What did Kiln Mill, whose owner left, make and when did it close?",
            ["What did Kiln Mill, whose owner left, make?", "when did it close? (Kiln Mill)"],
        ),
        (
            "How was the old quarry, where slate was cut, filled and what did it cost?",
            [
                "How was the old quarry, where slate was cut, filled?",
                "what did it cost? (old, quarry, slate, cut, filled)",
            ],
        ),
        (
            "What will the ferry, which is new carry and what does it cost?",
            ["What will the ferry, which is new carry?", "what does it cost? (ferry, new, carry)"],
        ),
    ],
)
def test_a_clause_between_commas_is_no_part(question, parts):
    assert list(split_question(question).questions) == parts


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("What did the pier cost, who paid, and when does it open?", 3),
        ("How many pupils has the school, who runs it, and when did it open?", 3),
        ("What did the trust spend, which firms did it pay, in which year, and why?", 4),
        ("Who chairs the board, who sat on it before, and how often does it meet?", 3),
        ("Where is the mill, which firm owns it, and what does it make?", 3),
        ("When did Saltham build the pier, who paid in 2020, in cash or not, and why?", 3),
    ],
)
def test_what_is_asked_in_a_list_is_asked_for_each(question, count):
    assert len(split_question(question).questions) == count


def test_a_part_that_asks_the_same_again_is_asked_in_its_own_words_where_that_is_refused():
    found = split_question("How many nurses work in Leeds, and how many in Bristol?")
    assert found.questions[1] == "How many nurses work in Bristol?"
    assert found.again[1] == "how many in Bristol? (Leeds, nurses, work)"


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("Did Leeds or Bristol have more patents?", "Did Leeds have more patents?", "Did Bristol have more patents?"),
        (
            "Which is larger: the seed fund or the loan?",
            "Which is larger: the seed fund?",
            "Which is larger: the loan?",
        ),
        (
            "How did the number of firms change between 2019 and 2022?",
            "How did the number of firms change 2019?",
            "How did the number of firms change 2022?",
        ),
        (
            "How did growth in jobs here compare with the North East?",
            "How did growth in jobs here?",
            "How did growth in jobs in the North East?",
        ),
        (
            "How many more firms are there here than London?",
            "How many firms are there here?",
            "How many firms are there in London?",
        ),
        (
            "How does the award for the Leeds Health Centre compare with the one for Manchester's?",
            "How does the award for the Leeds Health Centre?",
            "How does the award for the Manchester Health Centre?",
        ),
        ("How many jobs has Leeds compared with the UK?", "How many jobs has Leeds?", "How many jobs has the UK?"),
        ("How far behind Bristol is Leeds?", "How far behind is Leeds?", "How far behind Bristol is?"),
        ("Why is Leeds behind Bristol on rent?", "Why is Leeds behind on rent?", "Why is behind Bristol on rent?"),
        (
            "How many more patents has Leeds than Bristol?",
            "How many patents has Leeds?",
            "How many patents has Bristol?",
        ),
        (
            "What did both Leeds and York spend on roads?",
            "What did Leeds spend on roads?",
            "What did York spend on roads?",
        ),
        (
            "How do rents differ in both Leeds and York?",
            "How do rents differ in Leeds?",
            "How do rents differ in York?",
        ),
        ("Rents 2022: how far behind Bristol is Leeds?", "Rents 2022: Leeds?", "Rents 2022: Bristol?"),
        ("Which had more patents in 2022: Leeds or York?", "Leeds: patents in 2022?", "York: patents in 2022?"),
        (
            "How many more visits has Leeds than York in 2022?",
            "How many visits has Leeds in 2022?",
            "How many visits has York in 2022?",
        ),
        ("What is the rent in Leeds compared with York?", "What is the rent in Leeds?", "What is the rent in York?"),
        ("Which has the higher rent, Leeds or York?", "Leeds: rent?", "York: rent?"),
    ],
)
def test_each_side_of_a_comparison_is_asked_for(question, one, other):
    found = split_question(question)
    assert (found.questions, found.relation) == ((one, other), Relation.sides)


@pytest.mark.parametrize(
    ("question", "names", "difference"),
    [
        ("Rents 2022: how far behind Bristol is Leeds?", ("Leeds", "Bristol"), True),
        ("Did Leeds spend more in 2019 or 2022?", ("2019", "2022"), False),
        ("How has rent changed between 2019 and 2022?", ("", ""), False),
    ],
)
def test_the_sides_of_a_comparison_have_names_but_the_ends_of_a_period_have_none(question, names, difference):
    found = split_question(question)
    assert (found.names, found.difference) == (names, difference)


@pytest.mark.parametrize(
    "question",
    [
        "£5m for the pier: is that money already won or a goal?",
        "The bid: should we apply as a firm or a charity?",
        "Which is better:   or Leeds?",
        "How many people here were vaccinated against COVID?",
        "Is there anything here other than Leeds?",
        "Do our hospitals have fewer managers than those in Bristol and Leeds?",
        "How has pay in the city region moved compared with London?",
        "What was spent in the area of skills compared with London?",
        "Why is Leeds ahead of the Midlands on patents?",
        "How does the wage in Leeds compare with the UK average?",
        "How many firms are there in Yorkshire and the Humber?",
        "Who wrote the paper for the Business Innovation and Growth Panel?",
        "What do research and innovation cost in Leeds and what?",
        "Which cities beat Leeds for patents?",
        "Does Nexus, which opened in 2019, have laboratories?",
        "What is the Leeds Health and Care Academy?",
        "How did growth here compare with the rest of the country?",
        "What agreement was signed between Leeds and Nashville?",
        "How many firms were founded between 2019 and 2022?",
        "Which trust was founded in 2001 and is now run by the council?",
        "What foods are cheap and have all nine amino acids?",
        "Which phones are waterproof and have both?",
        "Tell me when, where and how the pier was built.",
        "Which ferry line grew fastest between 2019 and 2023?",
        "In which year between 2019 and 2023 were whelk landings highest?",
        "How many jobs did Leeds and York create in each year?",
        "How many jobs were there in Leeds and York each year?",
        "What does the deal of Leeds and York give each of the towns?",
        "Which towns other than Leeds are in West Yorkshire?",
        "Which councils other than Bradford have a Clean Air Zone?",
        "Why was Leeds chosen as the seat of the bank rather than York?",
        "What is the thinking behind Vision Zero in Leeds?",
        "Who was behind Vision Zero in Leeds?",
        "What did Leeds do ahead of COP26?",
        "How many pupils passed both English and Maths?",
        "What support is there for people who are homeless and who are sleeping rough?",
        "How many people who are disabled and who live alone get support?",
        "What guidance is there on when and how to refer a child?",
        "What do we know about who uses the service and why?",
        "How many jobs are planned in Leeds and Bradford?",
        "What was spent in total in Leeds and in York?",
        "Which body leads on skills and on research?",
    ],
)
def test_a_question_of_one_thing_is_left_alone(question):
    assert replace(split_question(question), each=()) == Parts((question,))


def test_a_question_of_two_things_is_asked_whole_first():
    parts = split_question("How many newts were counted in June and in July 2023?")
    assert parts.questions == ("How many newts were counted in June and in July 2023?",)
    assert [side.question for side in parts.each] == [
        "How many newts were counted in June 2023?",
        "How many newts were counted in July 2023?",
    ]


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("How many joined in 2019 and in 2023?", "How many joined in 2019?", "How many joined in 2023?"),
        (
            "What was made in Leeds in 2015 and 2021?",
            "What was made in Leeds in 2015?",
            "What was made in Leeds in 2021?",
        ),
        ("How many firms are in Leeds and in York?", "How many firms are in Leeds?", "How many firms are in York?"),
        (
            "How large is the debt, in the 2024 report and in the 2025 report?",
            "How large is the debt in the 2024 report?",
            "How large is the debt in the 2025 report?",
        ),
        (
            "What share passed at the first sitting and at the second sitting?",
            "What share passed at the first sitting?",
            "What share passed at the second sitting?",
        ),
    ],
)
def test_what_is_asked_of_two_times_or_places_is_asked_of_each(question, one, other):
    assert split_question(question) == Parts((one, other), Relation.separate, ("", ""))


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "What are the sums behind the Carrow Launchpad and the Investment Zone in the 2024 paper?",
            (
                "What are the sums behind the Carrow Launchpad in the 2024 paper?",
                "What are the sums behind the Investment Zone in the 2024 paper?",
            ),
        ),
        ("When were Nexus and Propel opened?", ("When were Nexus opened?", "When were Propel opened?")),
        ("What are the joint aims of Leeds and Bradford?", ("What are the joint aims of Leeds and Bradford?",)),
        ("What is the aim of Leeds and Bradford?", ("What is the aim of Leeds and Bradford?",)),
    ],
)
def test_the_same_asked_of_two_names_is_asked_of_each(question, parts):
    assert split_question(question, lambda one, other: True).questions == parts
    assert split_question(question, lambda one, other: False).questions == (question,)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("which year was it in? (Propel, Leeds)", "which year was it in? (Propel)"),
        ("which year was it in? (Leeds)", "which year was it in?"),
        ("which year was it in?", "which year was it in?"),
    ],
)
def test_places_that_a_part_was_completed_with_can_be_left_out(question, expected):
    assert without_places(question) == expected


def test_more_parts_than_are_answered_are_left_to_the_last():
    found = split_question("Who leads it? Who pays for it? Who owns it? Who audits it? Who insures it?")
    assert len(found.questions) == 4
    assert "audits" in found.questions[3]
    assert "insures" in found.questions[3]


@pytest.mark.parametrize(
    ("question", "first", "again"),
    [
        (
            "Who is the Head of Catering and what does a secondary meal cost?",
            "what does a secondary meal cost? (Catering)",
            "what does a secondary meal cost?",
        ),
        ("Who is the treasurer and who is the chair of the museum?", "who is the chair of the museum?", ""),
        (
            "Who pays for the clinic and how many adult visitors were counted in 2022?",
            "how many adult visitors were counted in 2022?",
            "how many adult visitors were counted in 2022? (clinic)",
        ),
        (
            "how many projects did the welsh trust run between April 2020 and May 2023, and how many does it plan now?",
            "how many does it plan now? (welsh, trust)",
            "",
        ),
        ("what did the council spend on roads in 2022 and who decides it?", "who decides it? (council)", ""),
        ("how many beds does the new ward have and what does it cost?", "what does it cost? (new, ward)", ""),
        (
            "Who runs the night bus and how much is the contract worth?",
            "how much is the contract worth? (night, bus)",
            "how much is the contract worth?",
        ),
        (
            "What share of boats is safe and what share in 2030, in the forward plan?",
            "what share in 2030, in the forward plan? (boats, safe)",
            "",
        ),
        ("Who runs the Harbour Works and who pays?", "who pays? (Harbour Works)", ""),
        ("Who is the Head of Catering and when was she named?", "when was she named? (Head of Catering)", ""),
        (
            "Who is the Leeds mayor and how many nurses were trained?",
            "how many nurses were trained? (Leeds)",
            "how many nurses were trained?",
        ),
    ],
)
def test_a_part_that_says_itself_what_it_asks_for_is_asked_alone_as_well(question, first, again):
    parts = split_question(question)
    assert (parts.questions[1], parts.again[1]) == (first, again)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Which of the four asks of 2020 was the biggest and which the smallest?",
            ("Which of the four asks of 2020 was the biggest?", "Which of the four asks of 2020 was the smallest?"),
        ),
        (
            "Which area has the most firms, and which has the fewest?",
            ("Which area has the most firms?", "Which area has the fewest firms?"),
        ),
        ("What is the largest grant and the newest one?", ("What is the largest grant?", "What is the newest one?")),
        ("Which area has the most firms and jobs?", ("Which area has the most firms and jobs?",)),
        (
            "What is the highest and lowest rent in York?",
            ("What is the highest rent in York?", "What is the lowest rent in York?"),
        ),
        (
            "Which team has the most staff and what is the biggest risk?",
            ("Which team has the most staff?", "what is the biggest risk?"),
        ),
        (
            "What team has the most staff and what is the biggest risk?",
            ("What team has the most staff?", "what is the biggest risk?"),
        ),
        (
            "Which areas are most deprived and where are the largest gaps?",
            ("Which areas are most deprived?", "where are the largest gaps?"),
        ),
        (
            "Who is the largest employer and what is the largest sector?",
            ("Who is the largest employer?", "what is the largest sector?"),
        ),
        (
            "Which ward has the highest rate and which has the lowest rate of child poverty?",
            (
                "Which ward has the highest rate of child poverty?",
                "Which ward has the lowest rate of child poverty?",
            ),
        ),
        (
            "Which ward has the highest rate of asthma and which has the lowest rate of falls?",
            ("Which ward has the highest rate of asthma?", "Which ward has the lowest rate of falls?"),
        ),
    ],
)
def test_two_extremes_are_asked_for_each(question, parts):
    assert split_question(question).questions == parts


def test_a_part_is_said_without_what_it_was_completed_with():
    assert as_asked("what colour is its logo? (Nexus, Ada Quill)?") == "what colour is its logo?"
    assert as_asked("what does a meal (with milk) cost?") == "what does a meal (with milk) cost?"


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "In 2023, what was the revenue and what was the profit?",
            ("In 2023, what was the revenue?", "In 2023, what was the profit?"),
        ),
        (
            "In Ashmoor in 2023, how many homes were built and how many were sold?",
            (
                "In Ashmoor in 2023, how many homes were built?",
                "In Ashmoor in 2023, how many were sold? (homes, built)",
            ),
        ),
        (
            "According to the annual report, what was turnover and how many staff were there?",
            (
                "According to the annual report, what was turnover?",
                "According to the annual report, how many staff were there?",
            ),
        ),
        (
            "When the lease ends, what happens and who pays?",
            ("When the lease ends, what happens?", "When the lease ends, who pays? (happens)"),
        ),
        (
            "Last year, what did Norvane earn and who led it?",
            ("Last year, what did Norvane earn?", "Last year, who led it? (Norvane)"),
        ),
        (
            "At Crale station, which opened in 2010, how many trains stop and who runs them?",
            (
                "At Crale station, which opened in 2010, how many trains stop?",
                "At Crale station, which opened in 2010, who runs them? (trains, stop)",
            ),
        ),
        (
            "In 2023, how many were sold and how many in 2024?",
            ("In 2023, how many were sold?", "how many were sold in 2024?"),
        ),
        (
            "In Ashmoor in 2023, how many were sold and how many in 2024?",
            ("In Ashmoor in 2023, how many were sold?", "In Ashmoor, how many were sold in 2024?"),
        ),
        (
            "At the 2019 meeting, how many voted and how many joined in 2020?",
            ("At the 2019 meeting, how many voted?", "At the 2019 meeting, how many joined in 2020? (voted)"),
        ),
        ("In 2023, when and where was it opened?", ("In 2023, when was it opened?", "In 2023, where was it opened?")),
        ("In 2023, what was the revenue?", ("In 2023, what was the revenue?",)),
        ("When did the lease end, who paid and why?", ("When did the lease end?", "who paid? (lease)", "why? (lease)")),
        ("What was the budget and who set it?", ("What was the budget?", "who set it? (budget)")),
    ],
)
def test_what_opens_a_question_is_of_each_of_its_parts(question, parts):
    assert split_question(question).questions == parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Which faculty has the widest gap and which the narrowest?",
            ("Which faculty has the widest gap?", "Which faculty has the narrowest gap?"),
        ),
        (
            "Which faculty has the highest gap, and which is lowest?",
            ("Which faculty has the highest gap?", "Which faculty has the lowest gap?"),
        ),
    ],
)
def test_two_extremes_of_one_measure_are_two_parts(question, parts):
    assert split_question(question).questions == parts
