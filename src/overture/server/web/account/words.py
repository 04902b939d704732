"""What pages of an account say when something does not fit."""

ERRORS = {
    "account_inactive": "This account was closed.",
    "username_password_mismatch": "That sign-in name and password don’t belong together.",
    "email_password_mismatch": "That sign-in name and password don’t belong together.",
    "incorrect_password": "That isn’t the password of this account.",
    "enter_current_password": "That isn’t the password of this account.",
    "incorrect_code": "That code doesn’t fit, or was used already. Take the newest one.",
    "too_many_login_attempts": (
        "That was a lot of tries from here. Nothing is locked: wait five minutes and try again."
    ),
    "rate_limited": "That was a lot of tries from here. Wait a minute and try again.",
    "username_taken": "Somebody else signs in with that name. Please take another.",
}

FACTOR_ERRORS = {
    "incorrect_code": ERRORS["incorrect_code"],
    "cannot_delete_authenticator": (
        "What you do here needs a second way to show that it is you. Add another one first."
    ),
    "cannot_generate_recovery_codes": "Recovery codes go with an app or a passkey. Add one first.",
    "unverified_email": "Confirm your e-mail address first, or take it away.",
}

WAYS = {
    "reauthenticate": "With your password",
    "mfa_reauthenticate": "With a code from your app, or a recovery code",
    "mfa_reauthenticate:webauthn": "With a passkey",
}

NEEDED = "Please fill this in."
NOT_A_NAME = "Take 3 to 30 small letters or numbers; . _ and - may stand between them."
NOT_THE_SAME = "The two passwords are not the same."

CLOSED = {
    "idle": "You were signed out, as nothing was opened here for half an hour. Nothing is lost.",
    "over": "You were signed out, as twelve hours have passed. Nothing is lost.",
    "ended": "You were signed out from another browser. Nothing is lost.",
}

SAID = {
    "made": "Your account is made. Your space is as it was, and your six words still open it.",
    "password": "Your password is changed. Other browsers are signed out.",
    "others": "Every other browser is signed out.",
    "email": "That address is confirmed. Codes can be sent to it.",
    "email-gone": "That address is taken away.",
    "joined": "This space belongs to your account now. Nothing in it has moved.",
    "name": "Kept.",
    "passkey": "That passkey isn’t known here. Sign in by another way.",
    "new-password": "Your password is changed. Sign in with the new one.",
}
