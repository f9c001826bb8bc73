# flip this and deploy
MAINTENANCE = False

MESSAGE = "Back at noon."
