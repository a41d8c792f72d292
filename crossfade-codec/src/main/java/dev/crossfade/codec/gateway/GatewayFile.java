package dev.crossfade.codec.gateway;

import dev.crossfade.codec.form.Checker;
import dev.crossfade.codec.form.Tree;
import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.codec.spec.YamlFile;
import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.problem.Location;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.traffic.GatewaySettings;
import dev.crossfade.core.traffic.GatewaySettings.AccessLog;
import dev.crossfade.core.traffic.GatewaySettings.Address;
import dev.crossfade.core.traffic.GatewaySettings.HoldLimits;
import dev.crossfade.core.traffic.GatewaySettings.Limits;
import dev.crossfade.core.traffic.GatewaySettings.Listener;
import dev.crossfade.core.traffic.GatewaySettings.MirrorLimits;
import dev.crossfade.core.traffic.GatewaySettings.Total;
import dev.crossfade.core.traffic.PathRules;
import dev.crossfade.core.traffic.RouteRule;
import dev.crossfade.core.traffic.RouteRule.Fallback;
import dev.crossfade.core.traffic.RouteRule.Mirroring;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.core.traffic.Sticky;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the file of a gateway, strictly. */
public final class GatewayFile {

  private static final long MOST_BYTES = 1_000_000;

  private final List<Problem> problems = new ArrayList<>();
  private final Places places = new Places(problems);

  private GatewayFile() {}

  /**
   * The settings in a file.
   *
   * @throws ProblemException with all problems found, sorted by place
   */
  public static GatewaySettings read(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw problem(SpecProblem.TOO_LARGE, name, "it has more than " + MOST_BYTES + " bytes");
      }
      return parse(name, Files.readString(file));
    } catch (IOException e) {
      throw problem(SpecProblem.UNREADABLE, name, String.valueOf(e.getMessage()));
    }
  }

  private static ProblemException problem(SpecProblem code, String name, String why) {
    return Problem.of(code, "the file of the gateway cannot be read", why, "name another file")
        .at(new Location(name, 1, 1))
        .raise();
  }

  /** The settings in a text. */
  public static GatewaySettings parse(String name, String text) {
    GatewayFile file = new GatewayFile();
    Tree tree = YamlFile.parse(name, text, file.problems).orElse(null);
    if (tree != null) {
      file.problems.addAll(Checker.check(GatewayForm.form(), tree));
    }
    if (tree == null || !file.problems.isEmpty()) {
      throw file.sorted();
    }
    GatewaySettings settings = file.settings(new Reading(tree));
    if (!file.problems.isEmpty()) {
      throw file.sorted();
    }
    return settings;
  }

  private ProblemException sorted() {
    problems.sort(
        Comparator.comparing(
            Problem::location,
            Comparator.nullsFirst(
                Comparator.comparingInt(Location::line).thenComparingInt(Location::column))));
    return new ProblemException(problems);
  }

  private void refuse(Reading at, SpecProblem code, String what, String why, String fix) {
    problems.add(Problem.of(code, what, why, fix).at(at.tree().location()));
  }

  private GatewaySettings settings(Reading root) {
    List<Listener> listeners = root.items("listeners").stream().map(this::listener).toList();
    if (listeners.isEmpty()) {
      nothing(root.get("listeners"), "listener");
    }
    return new GatewaySettings(
        root.get("name").text(),
        keys(root.get("record").get("keys")),
        root.get("record").number("minEpoch", 1),
        listeners,
        root.find("admin") == null
            ? new Address("127.0.0.1", 8486)
            : places.address(root.get("admin"), 0),
        Map.of(
            Side.LEGACY, places.stack(root.get("stacks").get("legacy")),
            Side.NEW, places.stack(root.get("stacks").get("new"))),
        routes(root.get("routes")),
        limits(root.find("limits") == null ? none(root) : root.get("limits")),
        hold(root.find("hold") == null ? none(root) : root.get("hold")),
        mirrorLimits(root.find("mirror") == null ? none(root) : root.get("mirror")),
        root.text("accessLog", "false").equals("true") ? AccessLog.LINES : AccessLog.NONE);
  }

  private static Reading none(Reading root) {
    return new Reading(new Tree.Fields(Map.of(), Map.of(), root.tree().place()));
  }

  private void nothing(Reading at, String thing) {
    refuse(
        at,
        SpecProblem.BAD_VALUE,
        "there is no " + thing,
        "a gateway has at least one",
        "add a " + thing);
  }

  private List<String> keys(Reading keys) {
    if (keys.items().isEmpty()) {
      nothing(keys, "key");
    }
    for (Reading each : keys.items()) {
      try {
        NoteKey.parse(each.text());
      } catch (IllegalArgumentException e) {
        refuse(
            each,
            SpecProblem.BAD_VALUE,
            "this is no key that signs records",
            String.valueOf(e.getMessage()),
            "take the line that `crossfade route key` prints");
      }
    }
    return keys.items().stream().map(Reading::text).toList();
  }

  private Listener listener(Reading listener) {
    Address address = places.address(listener.get("address"), 0);
    Reading tls = listener.find("tls");
    return tls == null
        ? new Listener(address, null, null)
        : new Listener(address, tls.get("certificate").text(), tls.get("key").text());
  }

  private List<RouteRule> routes(Reading routes) {
    List<RouteRule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    if (routes.items().isEmpty()) {
      nothing(routes, "route");
    }
    for (Reading each : routes.items()) {
      RouteRule rule = route(each);
      rules.add(rule);
      if (!names.add(rule.name())) {
        refuse(
            each.get("name"),
            SpecProblem.DUPLICATE_NAME,
            "two routes have the name '" + rule.name() + "'",
            "the record tells routes by their names",
            "choose another name");
      }
      if (PathRules.ambiguous(rule.prefix())) {
        refuse(
            each.get("prefix"),
            SpecProblem.BAD_VALUE,
            "'" + rule.prefix() + "' can be understood differently by two servers",
            "requests for such paths are refused",
            "write the path without . and ..");
      }
    }
    return rules;
  }

  private RouteRule route(Reading route) {
    Reading mirror = route.find("mirror");
    return new RouteRule(
        route.get("name").text(),
        route.get("prefix").text(),
        Set.copyOf(new HashSet<>(route.texts("methods"))),
        Set.copyOf(new HashSet<>(route.texts("reads"))),
        route.items("consumer").stream().map(this::sign).toList(),
        mirror == null
            ? Mirroring.NONE
            : new Mirroring((int) mirror.number("percent", 0), (int) mirror.number("noise", 10)),
        route.text("fallback", "legacy").equals("none") ? Fallback.NONE : Fallback.LEGACY);
  }

  private Sticky sign(Reading sign) {
    if (sign.isText()) {
      return Sticky.ADDRESS;
    }
    String header = sign.text("header", "");
    String cookie = sign.text("cookie", "");
    if (header.isEmpty() == cookie.isEmpty()) {
      refuse(
          sign,
          SpecProblem.BAD_VALUE,
          "a sign of a consumer names a header or a cookie",
          "this one names " + (header.isEmpty() ? "neither" : "both"),
          "write one of them; more signs are items of the list");
    }
    return header.isEmpty()
        ? new Sticky(Sticky.By.COOKIE, cookie)
        : new Sticky(Sticky.By.HEADER, header);
  }

  private static Limits limits(Reading limits) {
    return new Limits(
        Duration.ofMillis(limits.number("connectMillis", 2_000)),
        Duration.ofMillis(limits.number("firstByteMillis", 30_000)),
        Duration.ofMillis(limits.number("idleMillis", 30_000)),
        Duration.ofMillis(limits.number("writeMillis", 30_000)),
        Duration.ofMillis(limits.number("drainMillis", 10_000)),
        new Total(
            millis(limits, "headMillis", Total.USUAL.head()),
            millis(limits, "requestMillis", Total.USUAL.request())));
  }

  private static Duration millis(Reading limits, String key, Duration otherwise) {
    return Duration.ofMillis(limits.number(key, otherwise.toMillis()));
  }

  private static HoldLimits hold(Reading hold) {
    return new HoldLimits(
        (int) hold.number("requests", 1_000),
        hold.number("megabytes", 64) * 1024 * 1024,
        Duration.ofMillis(hold.number("waitMillis", 5_000)),
        (int) hold.number("together", 64));
  }

  private static MirrorLimits mirrorLimits(Reading mirror) {
    return new MirrorLimits(
        (int) mirror.number("together", 32), (int) mirror.number("kilobytes", 64) * 1024);
  }
}
