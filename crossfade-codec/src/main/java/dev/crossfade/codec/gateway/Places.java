package dev.crossfade.codec.gateway;

import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.GatewaySettings.Address;
import dev.crossfade.core.traffic.GatewaySettings.Stack;
import dev.crossfade.core.traffic.GatewaySettings.Trust;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads where servers listen. */
final class Places {

  private static final String SECURE = "https://";

  private final List<Problem> problems;

  /** What is wrong is added to these. */
  Places(List<Problem> problems) {
    this.problems = problems;
  }

  Stack stack(Reading stack) {
    Reading list = stack.get("addresses");
    List<Address> addresses = new ArrayList<>();
    int secure = 0;
    for (Reading each : list.items()) {
      boolean https = each.text().startsWith(SECURE);
      secure += https ? 1 : 0;
      addresses.add(address(each, https ? each.text().substring(SECURE.length()) : each.text(), 1));
    }
    if (addresses.isEmpty()) {
      refuse(list, "there is no address", "a gateway has at least one", "add an address");
    }
    if (secure > 0 && secure < addresses.size()) {
      refuse(
          list,
          "some addresses of a stack are https and some are not",
          "servers of a stack are alike, and what is sent to one is seen by all who can",
          "write https:// before all of them, or before none");
    }
    int connections = Math.toIntExact(stack.number("connections", 512));
    return new Stack(addresses, connections, trust(stack, secure > 0));
  }

  private @Nullable Trust trust(Reading stack, boolean secure) {
    Reading authority = stack.find("authority");
    if (authority != null && !secure) {
      refuse(
          authority,
          "an authority is named for a stack without TLS",
          "nobody has to prove anything over plain HTTP",
          "write https:// before the addresses, or leave the authority out");
    }
    return secure ? new Trust(authority == null ? null : authority.text()) : null;
  }

  Address address(Reading at, int least) {
    return address(at, at.text(), least);
  }

  private Address address(Reading at, String text, int least) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    String port = text.substring(colon + 1);
    boolean fits =
        !host.isEmpty() && host.matches("[A-Za-z0-9._:-]+") && port.matches("[0-9]{1,5}");
    int number = fits ? Integer.parseInt(port) : -1;
    if (number < least || number > 65_535) {
      refuse(
          at,
          "'" + at.text() + "' is no address",
          "an address is a host, a colon and a port from " + least + " to 65535",
          "write for example 127.0.0.1:8080");
      return new Address("127.0.0.1", 1);
    }
    return new Address(host, number);
  }

  private void refuse(Reading at, String what, String why, String fix) {
    problems.add(Problem.of(SpecProblem.BAD_VALUE, what, why, fix).at(at.tree().location()));
  }
}
