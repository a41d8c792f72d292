package dev.crossfade.server.security;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/** Another way to sign in than by a password that is kept here. */
@FunctionalInterface
public interface OtherSignIn {

  /** Adds what it needs to the filters before everything else. */
  void offer(HttpSecurity http);
}
