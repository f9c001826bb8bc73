QUESTIONS = [
    {"id": 1, "text": "How many legs has a spider?", "answer": "8"},
    {"id": 2, "text": "Capital of Peru?", "answer": "Lima"},
    {"id": 3, "text": "7 * 6?", "answer": "42"},
]


def public():
    return [{k: v for k, v in q.items() if k != "answer"} for q in QUESTIONS]


def score(answers):
    """answers: what the client sent, in the order of the questions"""
    points = 0
    for given in answers:
        for question in QUESTIONS:
            if question["id"] == given["id"] and question["answer"].lower() == str(given["text"]).lower():
                points += 1
    return points
