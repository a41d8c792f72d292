package dev.crossfade.embedded.demo;

/** {@code crm.activities}. */
record Activities(Dice dice, long count, long contacts) implements TableRows {

  private static final String[] KIND = {
    "call", "email", "email", "meeting", "webinar", "form-fill"
  };

  @Override
  public String table() {
    return "activities";
  }

  @Override
  public String columns() {
    return "(id, contact_id, kind, subject, body, attachment, happened_at, starts_at, minutes)";
  }

  @Override
  public void write(long number, RowText out) {
    dice.roll(number);
    out.number(number + 1).number(1 + dice.skewed(contacts)).raw(dice.pick(KIND));
    out.text(dice.chance(1, 15) ? "" : dice.pick(Words.TOPIC)).text(Texts.note(dice, 300));
    out.text(dice.chance(1, 50) ? "\\x00ff" + Texts.hex(dice, dice.below(60)) : null);
    out.raw(Texts.instant(dice));
    out.text(dice.chance(1, 4) ? Texts.local(dice, 0).substring(11) : null);
    if (dice.chance(1, 5)) {
      out.nothing();
    } else {
      out.number(dice.between(1, 120));
    }
    out.end();
  }
}
