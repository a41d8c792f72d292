package dev.crossfade.codec.gateway;

import dev.crossfade.codec.form.Form;
import dev.crossfade.codec.form.Form.Choice;
import dev.crossfade.codec.form.Form.Either;
import dev.crossfade.codec.form.Form.Field;
import dev.crossfade.codec.form.Form.Fields;
import dev.crossfade.codec.form.Form.Items;
import dev.crossfade.codec.form.Form.Named;
import dev.crossfade.codec.form.Form.Presence;
import dev.crossfade.codec.form.Form.Text;
import dev.crossfade.codec.form.Form.Whole;
import dev.crossfade.codec.form.Forms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The form of a gateway's file, version {@code crossfade.dev/v1}. */
final class GatewayForm {

  private static final String METHOD = "[A-Z][A-Z-]{0,30}";
  private static final long MINUTE = 60_000;

  private GatewayForm() {}

  static Form form() {
    return new Keys("a gateway")
        .must("apiVersion", new Choice("the version of the format", List.of(Forms.API_VERSION)))
        .must("kind", new Choice("the kind of file", List.of("Gateway")))
        .must("name", new Named("the group's name", "[a-z][a-z0-9-]{0,30}"))
        .must("listeners", new Items("listeners", listener()))
        .may("admin", new Text("host:port of metrics and health"))
        .must("stacks", stacks())
        .must("record", record())
        .must("routes", new Items("routes", route()))
        .may("limits", limits())
        .may("hold", hold())
        .may("mirror", mirrorLimits())
        .may("accessLog", new Form.Flag("whether each request is written down"))
        .build();
  }

  private static Form listener() {
    Form tls =
        new Keys("TLS")
            .must("certificate", new Text("a PEM file"))
            .must("key", new Text("a PEM file"))
            .build();
    return new Keys("a listener").must("address", new Text("host:port")).may("tls", tls).build();
  }

  private static Form stacks() {
    Form stack =
        new Keys("a stack")
            .must("addresses", new Items("addresses", new Text("host:port, or https://host:port")))
            .may("authority", new Text("a PEM file with whom the servers' certificates are from"))
            .may("connections", new Whole("most connections", 1, 100_000))
            .build();
    return new Keys("both stacks").must("legacy", stack).must("new", stack).build();
  }

  private static Form record() {
    return new Keys("the route record")
        .must("keys", new Items("keys that may sign it", new Text("a line of `route key`")))
        .may(
            "minEpoch", new Whole("records of earlier epochs are not obeyed", 1, Integer.MAX_VALUE))
        .build();
  }

  private static Form route() {
    Form methods = new Items("methods", new Named("a method", METHOD));
    return new Keys("a route")
        .must("name", new Named("the route's name", "[a-z][a-z0-9_-]{0,62}"))
        .must("prefix", new Named("a path", "/[!-~]*"))
        .may("methods", methods)
        .may("reads", methods)
        .may("consumer", new Items("signs of a consumer", sign()))
        .may("mirror", mirror())
        .may(
            "fallback",
            new Choice("who answers when the new stack fails", List.of("legacy", "none")))
        .build();
  }

  private static Form sign() {
    Form named =
        new Keys("a sign")
            .may("header", new Named("a header's name", "[A-Za-z0-9-]{1,100}"))
            .may("cookie", new Named("a cookie's name", "[A-Za-z0-9_.-]{1,100}"))
            .build();
    return new Either(
        "a sign of a consumer",
        List.of(new Choice("the client's address", List.of("address")), named));
  }

  private static Form mirror() {
    return new Keys("which reads are copied")
        .must("percent", new Whole("percent of reads", 0, 100))
        .may("noise", new Whole("percent of copies for which legacy is asked again", 0, 100))
        .build();
  }

  private static Form limits() {
    return new Keys("limits of time, in milliseconds")
        .may("connectMillis", new Whole("until a connection stands", 1, MINUTE))
        .may("firstByteMillis", new Whole("until an answer begins", 1, 60 * MINUTE))
        .may("idleMillis", new Whole("between two parts of a body", 1, 60 * MINUTE))
        .may("writeMillis", new Whole("until a write is answered", 1, 60 * MINUTE))
        .may("drainMillis", new Whole("for what is under way at the end", 0, 60 * MINUTE))
        .may("headMillis", new Whole("until the head of a request is there", 1, 60 * MINUTE))
        .may("requestMillis", new Whole("for a request altogether", 1, 24 * 60 * MINUTE))
        .build();
  }

  private static Form hold() {
    return new Keys("how much may wait while writes are held")
        .may("requests", new Whole("most writes that wait", 0, 1_000_000))
        .may("megabytes", new Whole("most memory of them", 1, 1_000_000))
        .may("waitMillis", new Whole("longest that one waits", 1, 2 * MINUTE))
        .may("together", new Whole("forwarded at once afterwards", 1, 100_000))
        .build();
  }

  private static Form mirrorLimits() {
    return new Keys("how much may be copied")
        .may("together", new Whole("most copies under way", 0, 100_000))
        .may("kilobytes", new Whole("most of an answer that is compared", 1, 65_536))
        .build();
  }

  private static final class Keys {
    private final String what;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    Keys(String what) {
      this.what = what;
    }

    Keys must(String key, Form form) {
      fields.put(key, new Field(form, Presence.REQUIRED));
      return this;
    }

    Keys may(String key, Form form) {
      fields.put(key, new Field(form, Presence.OPTIONAL));
      return this;
    }

    Fields build() {
      return new Fields(what, fields);
    }
  }
}
