package dev.crossfade.codec.spec;

import dev.crossfade.codec.form.Forms;
import dev.crossfade.core.spec.ChecksSpec;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.KafkaSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SecretRef;
import dev.crossfade.core.spec.Settings;
import dev.crossfade.core.spec.SignOffSpec;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.TaxonomySpec;
import dev.crossfade.core.spec.Throttle;
import dev.crossfade.core.spec.TlsSpec;
import dev.crossfade.core.spec.ZeroDates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes a specification as files that load as the same value. */
public final class SpecificationWriter {

  private SpecificationWriter() {}

  /**
   * Writes all files, replacing those of the same name.
   *
   * @throws IOException when the folder cannot be written
   */
  public static void write(MigrationSpec spec, Path folder) throws IOException {
    for (Map.Entry<String, String> file : files(spec).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.writeString(path, file.getValue());
    }
  }

  /** Content by path relative to the folder, sorted. */
  public static Map<String, String> files(MigrationSpec spec) {
    Map<String, String> files = new TreeMap<>();
    files.put(SpecificationLoader.MAIN, main(spec));
    for (EntitySpec entity : spec.entities()) {
      files.put(unused(files, "entities", entity.name()), EntityWriter.text(entity));
    }
    for (TaxonomySpec taxonomy : spec.taxonomies()) {
      files.put(unused(files, "taxonomies", taxonomy.name()), taxonomy(taxonomy));
    }
    if (!spec.checks().equals(ChecksSpec.NONE)) {
      files.put("checks/checks.yaml", CheckWriter.text(spec.checks()));
    }
    if (!spec.shadow().empty()) {
      files.put("shadow/shadow.yaml", ShadowWriter.text(spec.shadow()));
    }
    return files;
  }

  private static String unused(Map<String, String> files, String folder, String name) {
    String safe = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-");
    String path = folder + "/" + safe + ".yaml";
    for (int i = 2; files.containsKey(path); i++) {
      path = folder + "/" + safe + "-" + i + ".yaml";
    }
    return path;
  }

  static Yaml head(String kind, String comment) {
    return new Yaml()
        .line(0, "# " + comment)
        .raw(0, "apiVersion", Forms.API_VERSION)
        .raw(0, "kind", kind);
  }

  private static String main(MigrationSpec spec) {
    Yaml yaml = head("Migration", "A migration: where data comes from and where it goes.");
    yaml.pair(0, "name", spec.name());
    yaml.line(0, "# Sources are only read. Secrets are references: ${env:NAME} or ${file:/path}.");
    yaml.line(0, "sources:");
    spec.sources().forEach(source -> source(yaml, source));
    yaml.line(0, "# Tables are created in this schema.");
    yaml.line(0, "target:");
    var target = spec.target();
    system(yaml, 1, target.type(), target.url(), target.user(), target.password());
    yaml.pair(1, "schema", target.schema());
    tls(yaml, 1, target.tls());
    settings(yaml, spec.settings());
    KafkaSpec kafka = spec.kafka();
    if (kafka != null) {
      yaml.line(0, "kafka:");
      yaml.pair(1, "bootstrap", kafka.bootstrap()).pair(1, "connectUrl", kafka.connectUrl());
      tls(yaml, 1, kafka.tls());
      KafkaSpec.KafkaLogin login = kafka.login();
      if (login != null) {
        yaml.line(1, "login:");
        yaml.raw(2, "mechanism", login.mechanism());
        yaml.pair(2, "user", login.user().text()).pair(2, "password", login.password().text());
      }
    }
    if (!spec.signOffs().equals(SignOffSpec.NONE)) {
      yaml.line(0, "signOffs:");
      yaml.raw(1, "required", Integer.toString(spec.signOffs().required()));
      yaml.raw(1, "hours", Integer.toString(spec.signOffs().hours()));
    }
    CutoverWriter.write(yaml, spec);
    return yaml.toString();
  }

  private static void source(Yaml yaml, SourceSpec source) {
    yaml.line(1, source.name() + ":");
    system(yaml, 2, source.type(), source.url(), source.user(), source.password());
    String zone = source.timeZone();
    if (zone != null) {
      yaml.pair(2, "timeZone", zone);
    }
    tls(yaml, 2, source.tls());
    if (source.zeroDates() != ZeroDates.REFUSE) {
      yaml.pair(2, "zeroDates", source.zeroDates().name().toLowerCase(Locale.ROOT));
    }
  }

  private static void tls(Yaml yaml, int indent, TlsSpec tls) {
    if (tls.equals(TlsSpec.UNSAID)) {
      return;
    }
    yaml.line(indent, "tls:");
    TlsSpec.Mode mode = tls.mode();
    if (mode != null) {
      yaml.raw(indent + 1, "mode", mode.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    optional(yaml, indent + 1, "rootCertificate", tls.rootCertificate());
    optional(yaml, indent + 1, "certificate", tls.certificate());
    optional(yaml, indent + 1, "key", tls.key());
    boolean insecure = tls.insecure() == TlsSpec.Insecure.ALLOWED;
    yaml.raw(indent + 1, "allowInsecure", Boolean.toString(insecure));
  }

  private static void optional(Yaml yaml, int indent, String key, @Nullable String value) {
    if (value != null) {
      yaml.pair(indent, key, value);
    }
  }

  private static void system(
      Yaml yaml, int indent, SystemType type, SecretRef url, SecretRef user, SecretRef password) {
    yaml.pair(indent, "type", type.text())
        .pair(indent, "url", url.text())
        .pair(indent, "user", user.text())
        .pair(indent, "password", password.text());
  }

  private static void settings(Yaml yaml, Settings settings) {
    yaml.line(0, "settings:");
    yaml.raw(1, "workers", Integer.toString(settings.workers()));
    yaml.raw(1, "chunkRows", Integer.toString(settings.chunkRows()));
    yaml.raw(1, "streamBatchChanges", Integer.toString(settings.streamBatchChanges()));
    yaml.raw(1, "quarantineLimit", Long.toString(settings.quarantineLimit()));
    if (settings.verifyMinutes() != Settings.USUAL_VERIFY_MINUTES) {
      yaml.raw(1, "verifyMinutes", Integer.toString(settings.verifyMinutes()));
    }
    Throttle throttle = settings.throttle();
    if (!throttle.equals(Throttle.NONE)) {
      yaml.line(1, "throttle:");
      yaml.raw(2, "latencyGrowth", Integer.toString(throttle.latencyGrowth()));
      yaml.raw(2, "rowsPerSecond", Integer.toString(throttle.rowsPerSecond()));
      yaml.raw(2, "logMegabytes", Integer.toString(throttle.logMegabytes()));
    }
  }

  private static String taxonomy(TaxonomySpec taxonomy) {
    Yaml yaml = head("Taxonomy", "Which spellings mean which value.");
    yaml.pair(0, "name", taxonomy.name());
    yaml.raw(0, "caseSensitive", Boolean.toString(taxonomy.caseSensitive()));
    if (taxonomy.otherwise() instanceof TaxonomySpec.Otherwise.Value value) {
      yaml.raw(0, "otherwise", "{value: " + Yaml.quoted(value.text()) + "}");
    } else {
      boolean refuse = taxonomy.otherwise() instanceof TaxonomySpec.Otherwise.Refuse;
      yaml.raw(0, "otherwise", refuse ? "refuse" : "null");
    }
    yaml.line(0, taxonomy.values().isEmpty() ? "values: {}" : "values:");
    taxonomy.values().forEach((value, spellings) -> yaml.raw(1, value, Yaml.list(spellings)));
    return yaml.toString();
  }
}
