package dev.crossfade.core.preflight;

import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.ChangeWindow;
import dev.crossfade.core.traffic.GatewaySign;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether this is the time for it, and those who take part are fit. */
public final class SafetyGates {

  /** By how much clocks of those who take part may differ. */
  static final Duration CLOCKS = Duration.ofSeconds(1);

  private SafetyGates() {}

  /**
   * Whether clients may be moved at this time.
   *
   * @param window as the specification has it; null for always
   */
  public static Gate changeWindow(@Nullable ChangeWindow window, Instant now) {
    String item = Item.CHANGE_WINDOW.word();
    if (window == null) {
      return Findings.pass(item, "none is declared", "always");
    } else if (window.open(now)) {
      return Findings.pass(item, "open", window.toString());
    }
    return Findings.fail(
        item,
        "closed",
        window.toString(),
        Problem.of(
            PreflightProblem.OUTSIDE_CHANGE_WINDOW,
            "clients may not be moved at " + now,
            "cutover.changeWindow opens at " + window.next(now),
            "wait until then, or declare another one: cutover.changeWindow"));
  }

  /**
   * Whether clients were brought back lately.
   *
   * @param last when they were; empty when they never were
   * @param days how long ago that may be; 0 when nobody asks
   */
  public static Gate rehearsal(Optional<Instant> last, Instant now, int days) {
    String item = Item.REHEARSAL.word();
    Duration age = last.map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
    String value = last.map(at -> "clients came back at " + at).orElse("none on record");
    if (days == 0) {
      return Findings.pass(item, value, "not asked for", age);
    }
    String limit = "within " + days + " days";
    if (last.isPresent() && age.compareTo(Duration.ofDays(days)) <= 0) {
      return Findings.pass(item, value, limit, age);
    }
    return Findings.fail(
        item,
        value,
        limit,
        Problem.of(
            PreflightProblem.NOT_REHEARSED,
            "no way back was rehearsed within " + days + " days",
            last.isPresent()
                ? "clients were brought back " + age.toDays() + " days ago"
                : "the journal knows of no clients that were brought back",
            "rehearse it: move them with crossfade cutover execute --unrehearsed (of a server:"
                + " crossfade migration cut-over --unrehearsed), bring them back with crossfade"
                + " rollback execute (crossfade migration roll-back), then move them; or set"
                + " cutover.rehearsalDays to 0"));
  }

  /**
   * Whether all gateways run the version of whoever looks.
   *
   * @param build that version
   */
  public static Gate versions(Collection<GatewaySign> signs, String build) {
    List<String> others =
        signs.stream()
            .filter(GatewaySign::counts)
            .filter(sign -> !sign.build().equals(build))
            .map(
                sign ->
                    sign.gateway()
                        + (sign.build().isEmpty() ? " does not tell" : " runs " + sign.build()))
            .toList();
    long counting = signs.stream().filter(GatewaySign::counts).count();
    String item = Item.VERSIONS.word();
    return others.isEmpty()
        ? Findings.pass(item, counting == 0 ? "no gateway" : "all run " + build, build)
        : Findings.fail(
            item,
            Findings.some(others),
            build,
            Problem.of(
                PreflightProblem.VERSIONS_DIFFER,
                others.size() + " of " + counting + " gateways run another version",
                Findings.some(others) + "; whoever looks runs " + build,
                "renew them, one after the other"));
  }

  /**
   * Whether a database's clock is that of whoever looks; not known from one that took so long to
   * answer that it could be any other.
   *
   * @param ahead by how much it is ahead; negative when it is behind
   * @param around how exactly that is known
   */
  public static Gate clock(String database, Duration ahead, Duration around) {
    String item = Item.CLOCKS.of(database);
    Duration apart = ahead.abs().minus(around);
    String value =
        ahead.toMillis() + " ms ahead, give or take " + Math.max(1, around.toMillis()) + " ms";
    String limit = CLOCKS.toMillis() + " ms";
    if (apart.compareTo(CLOCKS) > 0) {
      return Findings.fail(
          item,
          value,
          limit,
          Problem.of(
              PreflightProblem.CLOCKS_APART,
              "the clock of " + database + " is not that of this process",
              "it is " + value,
              "let both follow the same time, as by NTP"));
    } else if (around.compareTo(CLOCKS) > 0) {
      return Findings.unknown(
          item,
          limit,
          database + " took " + around.multipliedBy(2).toMillis() + " ms to say what time it is",
          "look again when it answers faster");
    }
    return Findings.pass(item, value, limit);
  }

  /**
   * Whether a database has room for its log.
   *
   * @param seen what could be looked at, and what could not
   */
  public static Gate room(String database, String seen, String limit, List<Problem> problems) {
    Gate found = Findings.of(Item.HEAD_ROOM.of(database), seen, problems);
    return new Gate(
        found.item(), found.state(), seen, limit, found.age(), found.why(), found.fix());
  }
}
