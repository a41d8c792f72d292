package dev.crossfade.embedded.demo.stack;

import dev.crossfade.embedded.demo.stack.CampaignBook.State;
import dev.crossfade.embedded.demo.stack.ContactBook.Consent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What both applications answer: four reports, contacts and campaigns.
 *
 * @param reports figures
 * @param contacts people
 * @param campaigns what is advertised
 */
record Contract(Reports reports, ContactBook contacts, CampaignBook campaigns) {

  private static final Set<String> REGIONS = Set.of("EMEA", "AMER", "APAC", "LATAM");
  private static final Set<String> COUNTRIES =
      Set.of("DE", "US", "GB", "FR", "NL", "ES", "JP", "AU", "IN", "SG", "BR", "MX");
  private static final Set<String> CHANNELS =
      Set.of("search", "social", "email", "display", "affiliate", "video");
  private static final Set<String> CURRENCIES = Set.of("EUR", "USD", "GBP");
  private static final List<String> STAGES =
      List.of("new", "working", "qualified", "converted", "disqualified");

  /** Does what is asked for. */
  Answer answer(Request request) throws SQLException {
    String place = request.method() + " " + request.path().replaceFirst("/[0-9]+$", "/{id}");
    return switch (place) {
      case "GET /reports/campaigns" -> campaigns(request);
      case "GET /reports/daily-impressions" -> dailyImpressions(request);
      case "GET /reports/mql-count" -> qualified(request);
      case "GET /reports/funnel" -> funnel();
      case "GET /contacts/{id}" -> contact(request.id());
      case "POST /contacts" -> addContact(request);
      case "PUT /contacts/{id}" -> changeContact(request);
      case "DELETE /contacts/{id}" -> removed(contacts.remove(request.id().longValueExact()));
      case "GET /campaigns/{id}" -> campaign(request.id());
      case "POST /campaigns" -> addCampaign(request);
      case "PUT /campaigns/{id}" -> changeCampaign(request);
      case "DELETE /campaigns/{id}" -> removed(campaigns.remove(request.id()));
      default -> Answer.problem(404, "there is nothing here");
    };
  }

  private Answer campaigns(Request request) throws SQLException {
    Period period = request.period();
    BigInteger after = BigInteger.valueOf(request.number("after", 0, Long.MAX_VALUE));
    int most = (int) request.number("limit", 20, 500);
    return Answer.ok(
        Map.of(
            "from", period.from().toString(),
            "to", period.to().toString(),
            "campaigns", reports.campaigns(period, after, most)));
  }

  private Answer dailyImpressions(Request request) throws SQLException {
    Period period = request.period();
    List<Map<String, Object>> days = new ArrayList<>();
    for (Reports.Day day : reports.dailyImpressions(period)) {
      days.add(
          Map.of(
              "day", day.day().toString(),
              "impressions", day.impressions(),
              "clicks", day.clicks()));
    }
    return Answer.ok(
        Map.of("from", period.from().toString(), "to", period.to().toString(), "days", days));
  }

  private Answer qualified(Request request) throws SQLException {
    long least = request.number("least", 500, 100_000);
    Map<String, Long> regions = reports.qualified(BigDecimal.valueOf(least));
    return Answer.ok(Map.of("least", least, "contacts", sum(regions), "regions", regions));
  }

  private Answer funnel() throws SQLException {
    Map<String, Long> leads = reports.funnel();
    long all = sum(leads);
    Map<String, Object> stages = new LinkedHashMap<>();
    for (String stage : STAGES) {
      long here = leads.getOrDefault(stage, 0L);
      stages.put(stage, Map.of("leads", here, "share", share(here, all)));
    }
    return Answer.ok(Map.of("leads", all, "stages", stages));
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static BigDecimal share(long part, long whole) {
    return BigDecimal.valueOf(part)
        .divide(BigDecimal.valueOf(Math.max(1, whole)), 4, RoundingMode.HALF_UP);
  }

  private Answer contact(BigInteger id) throws SQLException {
    return contacts
        .find(id.longValueExact())
        .map(Answer::ok)
        .orElseGet(() -> Answer.problem(404, "no such contact"));
  }

  private Answer addContact(Request request) throws SQLException {
    Contact contact =
        new Contact(
            request.newId().longValueExact(),
            request.text("fullName", 200),
            request.email(),
            request.optional("country", COUNTRIES),
            request.optional("region", REGIONS),
            request.amount("score"),
            request.yes("optedIn"),
            request.write(),
            request.write());
    return Answer.after(contacts.add(contact, request.write()), 201, contact);
  }

  private Answer changeContact(Request request) throws SQLException {
    long id = request.id().longValueExact();
    Consent consent = request.yes("optedIn") ? Consent.GIVEN : Consent.REFUSED;
    Fate fate = contacts.change(id, request.amount("score"), consent, request.write());
    return Answer.after(fate, 200, Map.of("id", id, "write", request.write()));
  }

  private Answer campaign(BigInteger id) throws SQLException {
    return campaigns
        .find(id)
        .map(Answer::ok)
        .orElseGet(() -> Answer.problem(404, "no such campaign"));
  }

  private Answer addCampaign(Request request) throws SQLException {
    Campaign campaign =
        new Campaign(
            request.newId(),
            request.text("name", 200),
            request.required("channel", CHANNELS),
            request.optional("region", REGIONS),
            request.amount("budget"),
            request.required("currency", CURRENCIES),
            request.yes("paused"),
            request.write(),
            request.write());
    return Answer.after(campaigns.add(campaign, request.write()), 201, campaign);
  }

  private Answer changeCampaign(Request request) throws SQLException {
    BigInteger id = request.id();
    State state = request.yes("paused") ? State.PAUSED : State.RUNNING;
    Fate fate = campaigns.change(id, request.amount("budget"), state, request.write());
    return Answer.after(fate, 200, Map.of("id", id, "write", request.write()));
  }

  private static Answer removed(Fate fate) {
    return Answer.after(fate, 200, Map.of());
  }
}
