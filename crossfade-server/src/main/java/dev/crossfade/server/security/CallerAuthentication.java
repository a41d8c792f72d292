package dev.crossfade.server.security;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A caller in the terms of Spring Security. What he may do is said by the table alone. */
final class CallerAuthentication extends AbstractAuthenticationToken {

  private final transient Caller caller;

  CallerAuthentication(Caller caller) {
    super(List.of());
    this.caller = caller;
    setAuthenticated(true);
  }

  Caller caller() {
    return caller;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return caller;
  }

  @Override
  public String getName() {
    return caller.account();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CallerAuthentication that && that.caller.equals(caller);
  }

  @Override
  public int hashCode() {
    return caller.hashCode();
  }
}
