package dev.crossfade.embedded.demo;

/** Addresses of landing pages with campaign parameters. */
final class Urls {

  private static final String[] PAGE = {"", "pricing", "blog/2025", "demo", "contact", "jobs"};
  private static final String[] MEDIUM = {"cpc", "email", "social", "display"};

  private Urls() {}

  static String landing(Dice dice) {
    String page = "https://shop.example.org/" + dice.pick(PAGE);
    if (dice.chance(1, 3)) {
      return page;
    }
    return page
        + "?utm_source="
        + dice.pick(Words.NETWORK)
        + "&utm_medium="
        + dice.pick(MEDIUM)
        + "&utm_campaign="
        + dice.pick(Words.TOPIC).replace(" ", "%20")
        + "&ref="
        + dice.below(99);
  }
}
