package dev.crossfade.embedded.demo;

/** The company's own vocabulary. */
final class Words {

  static final String[] FIRST = {
    "Anna", "Ben", "Clara", "David", "Elena", "Farid", "Grace", "Hannes", "Ines", "Jonas", "Kaori",
    "Liam", "Mira", "Noah", "Olga", "Pablo", "Quinn", "Rosa", "Samir", "Tessa", "Uma", "Viktor",
    "Wen", "Ximena", "Yusuf", "Zoé", "Søren", "François", "Jürgen", "Łukasz", "Ngozi", "Priya"
  };
  static final String[] LAST = {
    "Abel",
    "Berg",
    "Costa",
    "Dubois",
    "Eriksen",
    "Fischer",
    "García",
    "Hoffmann",
    "Ito",
    "Jensen",
    "Kowalski",
    "Larsson",
    "Müller",
    "Novak",
    "O'Neill",
    "Patel",
    "Quist",
    "Rossi",
    "Schmidt",
    "Tanaka",
    "Ueda",
    "van Dijk",
    "Weiß",
    "Xu",
    "Yilmaz",
    "Zimmer",
    "Smith",
    "Johnson",
    "Brown",
    "Okafor",
    "Silva",
    "Nguyen"
  };
  static final String[] MAIL = {
    "abel",
    "berg",
    "costa",
    "dubois",
    "eriksen",
    "fischer",
    "garcia",
    "hoffmann",
    "ito",
    "jensen",
    "kowalski",
    "larsson",
    "mueller",
    "novak",
    "oneill",
    "patel",
    "quist",
    "rossi",
    "schmidt",
    "tanaka",
    "ueda",
    "vandijk",
    "weiss",
    "xu",
    "yilmaz",
    "zimmer",
    "smith",
    "johnson",
    "brown",
    "okafor",
    "silva",
    "nguyen"
  };
  static final String[] COMPANY = {
    "Northwind",
    "Blue Heron",
    "Kestrel",
    "Alder",
    "Brightwater",
    "Corvid",
    "Dunes",
    "Ember",
    "Fathom",
    "Granite",
    "Harbour",
    "Isobar",
    "Juniper",
    "Kiln",
    "Lumen",
    "Meridian",
    "Nimbus",
    "Orchard",
    "Pinnacle",
    "Quarry",
    "Rowan",
    "Saffron",
    "Tidewater",
    "Umbra",
    "Vela",
    "Willow"
  };
  static final String[] TRADE = {
    "Foods",
    "Logistics",
    "Software",
    "Travel",
    "Outfitters",
    "Health",
    "Energy",
    "Games",
    "Paper",
    "Robotics",
    "Insurance",
    "Coffee",
    "Furniture",
    "Mobility",
    "Optics",
    "Textiles"
  };
  static final String[] FORM = {"GmbH", "Ltd", "Inc.", "SA", "AB", "BV", "K.K.", "LLC"};
  static final String[] INDUSTRY = {
    "Retail", "Manufacturing", "Software", "Finance", "Health", "Travel", "Energy", "Media"
  };
  static final String[] JOB = {
    "CMO",
    "Head of Growth",
    "Marketing Manager",
    "CRM Manager",
    "Analyst",
    "Buyer",
    "Founder",
    "Product Lead",
    "  Sales  Director",
    "Performance Marketer",
    "Assistant",
    ""
  };
  static final String[] TAG = {
    "vip",
    "newsletter",
    "webinar-2025",
    "trial",
    "churn risk",
    "partner",
    "event:dmexco",
    "beta, early",
    "do \"not\" call",
    "loyal"
  };
  static final String[] TOPIC = {
    "spring launch", "loyalty", "newsletter", "pricing", "onboarding", "renewal", "summer sale",
    "brand film", "retargeting", "referral", "product tour", "winback", "black friday", "survey"
  };
  static final String[] TEXT = {
    "customer",
    "asked",
    "about",
    "budget",
    "for",
    "the",
    "next",
    "quarter",
    "and",
    "wants",
    "a",
    "call",
    "with",
    "our",
    "team",
    "campaign",
    "results",
    "were",
    "above",
    "plan",
    "in",
    "region",
    "send",
    "offer",
    "again",
    "after",
    "holiday",
    "prefers",
    "e-mail",
    "über",
    "naïve",
    "façade",
    "price",
    "sensitive",
    "decision",
    "maker",
    "changed",
    "new",
    "contract",
    "signed"
  };
  static final String[] STAGE = {
    "Prospecting", "Qualification", "Proposal", "Negotiation", "Closed Won", "Closed Lost"
  };
  static final String[] PRODUCT = {"Suite", "Analytics", "Mail", "Ads", "Support+", "Data, Raw"};
  static final String[] NETWORK = {"google", "meta", "linkedin", "tiktok", "bing", "criteo"};
  static final String[] CURRENCY = {"EUR", "USD", "GBP"};
  static final String[] CURRENCY_MESS = {"EUR", "EUR", "eur", "USD", "usd ", "GBP", " gbp"};
  static final String[] PLACEMENT = {
    "feed", "search", "feed,search", "story", "feed,story,banner", "banner", ""
  };
  static final String[] DEVICE = {"mobile", "desktop", "tablet"};

  private Words() {}
}
