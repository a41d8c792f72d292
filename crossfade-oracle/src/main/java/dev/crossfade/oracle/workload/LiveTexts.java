package dev.crossfade.oracle.workload;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Values for live rows, in the same mess as the history's. */
record LiveTexts(Identity me) {

  private static final String[] WORD = {
    "live", "call", "again", "offer", "sent", "prefers", "mail", "über", "résumé", "price", "new",
    "team", "wants", "demo", "budget", "season", "partner", "quiet", "loud", "\t", "\\", "'"
  };

  String words(int count) {
    StringBuilder text = new StringBuilder(count * 7);
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(me.pick(WORD));
    }
    return text.toString();
  }

  /** Between 3 and 15 kB, so that the database stores it out of line. */
  String wide() {
    return words(700 + me.random.nextInt(2_000));
  }

  String email(String uid) {
    String address = "Live." + uid + "@" + me.pick("Example.org", "MAIL.example.com", "acme.io");
    return me.chance(1, 5) ? "  " + address + " " : address;
  }

  String phone() {
    return me.pick("0151 1", "+49 151 1") + (1_000_000 + me.random.nextInt(9_000_000));
  }

  String crmRegion() {
    return me.pick(
        "EMEA", "emea ", "Europe", "North America", "US/Canada", "Asia Pacific", "LATAM");
  }

  String adsRegion() {
    return me.pick("EU", "DACH", "N. America", "APJ", "ANZ", "LatAm");
  }

  /** An instant as both databases read it. */
  String now() {
    return Instant.now()
        .truncatedTo(ChronoUnit.MICROS)
        .atOffset(ZoneOffset.UTC)
        .toLocalDateTime()
        .toString()
        .replace('T', ' ');
  }

  /** A local time at which no clock is ever changed. */
  String localNoon() {
    return day(400) + " 12:" + (10 + me.random.nextInt(50)) + ":00.125";
  }

  LocalDate day(int range) {
    return LocalDate.of(2026, 1, 1).plusDays(me.random.nextInt(range));
  }

  String money(int bound) {
    return me.random.nextInt(bound) + "." + (10 + me.random.nextInt(90));
  }
}
