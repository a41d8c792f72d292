package dev.crossfade.codec.spec;

import dev.crossfade.codec.form.DriftWords;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.spec.DriftPolicies;
import dev.crossfade.core.spec.DriftPolicy;
import dev.crossfade.core.spec.KafkaSpec;
import dev.crossfade.core.spec.SecretRef;
import dev.crossfade.core.spec.Settings;
import dev.crossfade.core.spec.SignOffSpec;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.TargetSpec;
import dev.crossfade.core.spec.TaxonomySpec;
import dev.crossfade.core.spec.Throttle;
import dev.crossfade.core.spec.TlsSpec;
import dev.crossfade.core.spec.ZeroDates;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns files that have their form into values. */
final class Binder {

  private Binder() {}

  static List<SourceSpec> sources(View sources) {
    List<SourceSpec> bound = new ArrayList<>();
    sources.keys().forEach(name -> bound.add(source(name, sources.get(name))));
    return bound;
  }

  private static SourceSpec source(String name, View view) {
    View zone = view.find("timeZone");
    return new SourceSpec(
        name,
        type(view),
        reference(view, "url"),
        reference(view, "user"),
        reference(view, "password"),
        zone == null ? null : zone.text(),
        zeroDates(view.find("zeroDates")),
        tls(view.find("tls")));
  }

  private static TlsSpec tls(@Nullable View view) {
    if (view == null) {
      return TlsSpec.UNSAID;
    }
    String mode = optional(view, "mode");
    boolean insecure = view.text("allowInsecure", "false").equalsIgnoreCase("true");
    return new TlsSpec(
        mode == null ? null : TlsSpec.Mode.valueOf(mode.toUpperCase(Locale.ROOT).replace('-', '_')),
        optional(view, "rootCertificate"),
        optional(view, "certificate"),
        optional(view, "key"),
        insecure ? TlsSpec.Insecure.ALLOWED : TlsSpec.Insecure.REFUSED);
  }

  private static @Nullable String optional(View view, String key) {
    View found = view.find(key);
    return found == null ? null : found.text();
  }

  private static ZeroDates zeroDates(@Nullable View view) {
    if (view == null) {
      return ZeroDates.REFUSE;
    }
    return view.text().equals("epoch") ? ZeroDates.EPOCH : ZeroDates.NULL;
  }

  static TargetSpec target(View view) {
    return new TargetSpec(
        type(view),
        reference(view, "url"),
        reference(view, "user"),
        reference(view, "password"),
        view.get("schema").text(),
        tls(view.find("tls")));
  }

  private static SystemType type(View view) {
    return SystemType.valueOf(view.get("type").text().toUpperCase(Locale.ROOT));
  }

  private static SecretRef reference(View view, String key) {
    return new SecretRef(view.get(key).text());
  }

  static Settings settings(@Nullable View view) {
    Settings defaults = Settings.DEFAULTS;
    if (view == null) {
      return defaults;
    }
    return new Settings(
        (int) view.number("workers", defaults.workers()),
        (int) view.number("chunkRows", defaults.chunkRows()),
        (int) view.number("streamBatchChanges", defaults.streamBatchChanges()),
        view.number("quarantineLimit", defaults.quarantineLimit()),
        (int) view.number("verifyMinutes", defaults.verifyMinutes()),
        throttle(view.find("throttle")));
  }

  /** What is said about altered tables; the words are those of the form. */
  static DriftPolicies drift(@Nullable View view) {
    Map<Drift.Kind, DriftPolicy> said = new EnumMap<>(Drift.Kind.class);
    if (view != null) {
      DriftWords.KINDS.forEach(
          (word, kind) -> {
            View policy = view.find(word);
            if (policy != null) {
              said.put(kind, DriftPolicy.valueOf(policy.text().toUpperCase(Locale.ROOT)));
            }
          });
    }
    return new DriftPolicies(said);
  }

  private static Throttle throttle(@Nullable View view) {
    return view == null
        ? Throttle.NONE
        : new Throttle(
            (int) view.number("latencyGrowth", 0),
            (int) view.number("rowsPerSecond", 0),
            (int) view.number("logMegabytes", 0));
  }

  static @Nullable KafkaSpec kafka(@Nullable View view) {
    return view == null
        ? null
        : new KafkaSpec(
            view.get("bootstrap").text(),
            view.get("connectUrl").text(),
            tls(view.find("tls")),
            kafkaLogin(view.find("login")));
  }

  private static KafkaSpec.@Nullable KafkaLogin kafkaLogin(@Nullable View view) {
    return view == null
        ? null
        : new KafkaSpec.KafkaLogin(
            view.get("mechanism").text(), reference(view, "user"), reference(view, "password"));
  }

  static SignOffSpec signOffs(@Nullable View view) {
    return view == null
        ? SignOffSpec.NONE
        : new SignOffSpec(
            (int) view.number("required", 0), (int) view.number("hours", SignOffSpec.DAY));
  }

  static TaxonomySpec taxonomy(View view) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    View given = view.get("values");
    given.keys().forEach(value -> values.put(value, given.get(value).texts()));
    return new TaxonomySpec(
        view.get("name").text(),
        view.text("caseSensitive", "false").equalsIgnoreCase("true"),
        otherwise(view.find("otherwise")),
        values);
  }

  private static TaxonomySpec.Otherwise otherwise(@Nullable View view) {
    if (view == null || (view.isScalar() && view.text().equals("refuse"))) {
      return new TaxonomySpec.Otherwise.Refuse();
    }
    return view.isScalar()
        ? new TaxonomySpec.Otherwise.Null()
        : new TaxonomySpec.Otherwise.Value(view.get("value").text());
  }
}
