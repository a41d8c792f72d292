package dev.crossfade.it.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The rules of the house, by name. */
final class HouseRules {
  private static final String ROOT = "dev.crossfade.";
  private static final String[] PURE = {
    "dev.crossfade.core..",
    "dev.crossfade.codec..",
    "dev.crossfade.mapping..",
    "dev.crossfade.spi..",
    "dev.crossfade.engine.."
  };

  /** Module to the modules of ours it may use. */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("core", List.of()),
          Map.entry("codec", List.of("core")),
          Map.entry("mapping", List.of("core")),
          Map.entry("spi", List.of("core")),
          Map.entry("engine", List.of("core", "mapping", "spi")),
          Map.entry("kafka", List.of("core", "spi")),
          Map.entry("jdbc", List.of("core", "spi")),
          Map.entry("gateway", List.of("core", "spi")),
          Map.entry("verify", List.of("core")),
          Map.entry("cli", List.of("core", "codec", "mapping", "verify")),
          Map.entry("embedded", List.of("core", "oracle")),
          Map.entry("oracle", List.of()),
          Map.entry("testkit", List.of("core", "mapping", "spi")));

  static final List<String> MODULES =
      List.of(
          "core",
          "codec",
          "mapping",
          "spi",
          "engine",
          "kafka",
          "jdbc",
          "gateway",
          "verify",
          "cli",
          "embedded",
          "oracle",
          "testkit",
          "server");

  private HouseRules() {}

  static Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    MAY_USE.forEach((module, used) -> rules.put(module + " uses only " + used, uses(module, used)));
    rules.put("core is pure", coreIsPure());
    rules.put("no library types in ports", portsAreOurs());
    rules.put("java.sql stays in its rooms", sqlInItsRooms());
    rules.put("Kafka stays in its room", kafkaInItsRoom());
    rules.put("Vert.x stays in its room", vertxInItsRoom());
    rules.put("Spring stays in its rooms", springInItsRooms());
    rules.put("Jackson stays at the rim", noJacksonAnnotationsInCore());
    rules.put("time is handed in", timeIsHandedIn());
    rules.put("nobody prints", nobodyPrints());
    rules.put("nobody sleeps", nobodySleeps());
    rules.put("randomness is handed in", randomnessIsHandedIn());
    rules.put("packages have names that say something", packagesHaveNames());
    rules.put("no cycles between modules", noCycles("dev.crossfade.(*).."));
    // a module's root package is its face: it may use the rooms behind it and be used by them
    rules.put("no cycles between packages", noCycles("dev.crossfade.(*).(*).."));
    return rules;
  }

  private static ArchRule uses(String module, List<String> used) {
    String[] others =
        MODULES.stream()
            .filter(other -> !other.equals(module) && !used.contains(other))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(ROOT + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others);
  }

  private static ArchRule coreIsPure() {
    return noClasses()
        .that()
        .resideInAPackage("dev.crossfade.core..")
        .should()
        .dependOnClassesThat(
            not(resideInAnyPackage("dev.crossfade.core..", "java..", "org.jspecify.."))
                .or(resideInAnyPackage("java.sql..", "java.net..", "java.nio.file..", "javax.."))
                .or(named(Set.of("java.io.File", "java.io.FileInputStream", "java.lang.Thread"))));
  }

  private static ArchRule portsAreOurs() {
    return noClasses()
        .that()
        .resideInAPackage("dev.crossfade.spi..")
        .should()
        .dependOnClassesThat(
            not(
                resideInAnyPackage(
                    "dev.crossfade..",
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "org.jspecify..")));
  }

  private static ArchRule sqlInItsRooms() {
    return noClasses()
        .that()
        .resideInAPackage("dev.crossfade..")
        .and(
            not(
                resideInAnyPackage(
                    "dev.crossfade.jdbc..", "dev.crossfade.embedded..", "dev.crossfade.oracle..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.postgresql..", "org.mariadb..");
  }

  private static ArchRule kafkaInItsRoom() {
    return noClasses()
        .that()
        .resideInAPackage("dev.crossfade..")
        .and(not(resideInAnyPackage("dev.crossfade.kafka..", "dev.crossfade.embedded.child..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "io.debezium..");
  }

  private static ArchRule vertxInItsRoom() {
    return noClasses()
        .that()
        .resideInAPackage("dev.crossfade..")
        .and(not(resideInAnyPackage("dev.crossfade.gateway..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "io.netty..");
  }

  /** What does not name it does not load it: other commands start as quickly as without it. */
  private static ArchRule springInItsRooms() {
    return noClasses()
        .that()
        .resideInAPackage("dev.crossfade..")
        .and(
            not(
                resideInAnyPackage(
                    "dev.crossfade.server.answer..",
                    "dev.crossfade.server.api..",
                    "dev.crossfade.server.http..",
                    "dev.crossfade.server.oidc..",
                    "dev.crossfade.server.security..",
                    "dev.crossfade.server.store..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "jakarta..", "tools.jackson..");
  }

  private static ArchRule noJacksonAnnotationsInCore() {
    return noClasses()
        .that()
        .resideInAnyPackage("dev.crossfade.core..", "dev.crossfade.spi..", "dev.crossfade.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml..");
  }

  private static ArchRule timeIsHandedIn() {
    DescribedPredicate<JavaCall<?>> asksTheClock =
        DescribedPredicate.describe(
            "asks the clock",
            call ->
                (call.getTargetOwner().getPackageName().equals("java.time")
                        && call.getName().equals("now"))
                    || call.getTarget().getFullName().startsWith("java.time.Clock.system")
                    || call.getTarget()
                        .getFullName()
                        .startsWith("java.lang.System.currentTimeMillis"));
    return noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callMethodWhere(asMethod(asksTheClock));
  }

  private static ArchRule nobodyPrints() {
    return noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .accessFieldWhere(
            DescribedPredicate.describe(
                "is System.out or System.err",
                access ->
                    access.getTargetOwner().isEquivalentTo(System.class)
                        && Set.of("out", "err").contains(access.getName())));
  }

  /** Real time is waited for in one place, which is handed in; method references count too. */
  private static ArchRule nobodySleeps() {
    return noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .and(not(named(Set.of("dev.crossfade.engine.Pause"))))
        .should()
        .accessTargetWhere(DescribedPredicate.describe("sleeps", HouseRules::sleeps));
  }

  private static boolean sleeps(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getName();
    return (owner.isEquivalentTo(Thread.class) && name.equals("sleep"))
        || (owner.isEquivalentTo(TimeUnit.class) && name.equals("sleep"))
        || (owner.isEquivalentTo(LockSupport.class) && name.startsWith("park"));
  }

  private static ArchRule randomnessIsHandedIn() {
    return noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callConstructor(java.util.Random.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID");
  }

  private static ArchRule packagesHaveNames() {
    return noClasses()
        .that()
        .resideInAPackage("dev.crossfade..")
        .should()
        .resideInAnyPackage(
            "..util..",
            "..utils..",
            "..common..",
            "..helper..",
            "..helpers..",
            "..misc..",
            "..base..");
  }

  private static ArchRule noCycles(String slices) {
    return SlicesRuleDefinition.slices().matching(slices).should().beFreeOfCycles();
  }

  private static DescribedPredicate<JavaClass> named(Set<String> names) {
    return DescribedPredicate.describe("are " + names, type -> names.contains(type.getFullName()));
  }

  private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaMethodCall> asMethod(
      DescribedPredicate<JavaCall<?>> predicate) {
    return DescribedPredicate.describe(predicate.getDescription(), predicate::test);
  }
}
