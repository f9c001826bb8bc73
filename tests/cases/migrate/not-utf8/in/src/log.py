# café
def note(text):
    print(text)
