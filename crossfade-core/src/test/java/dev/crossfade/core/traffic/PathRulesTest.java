package dev.crossfade.core.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "*",
        "http://a/b",
        "/..",
        "/../",
        "/a/./b",
        "/a/%2e",
        "/%2E%2e/x",
        "/.%2e",
        "/a\\b",
        "//",
        "//api",
        "/a//b",
        "/a//",
        "/x/..;/api",
        "/x/..;v=1/api",
        "/.;/a",
        "/a/;/b",
        "/a/..;",
        "/api/%72eports",
        "/api/%7euser",
        "/%2ea",
        "/%2e%2e%2e",
        "/x%2f..%2fapi",
        "/x%2Fa",
        "/x%5ca",
        "/a%00",
        "/a%1f",
        "/a%7f",
        "/a%2",
        "/a%",
        "/a%zz",
        "/a%+1",
        "/a b",
        "/a\u007f",
        "/\u00e9"
      })
  void paths_that_can_be_read_differently_are_known(String path) {
    assertThat(PathRules.ambiguous(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a/",
        "/...",
        "/.a",
        "/a..b/",
        "/a;v=1/b",
        "/a%20b",
        "/%C3%A9",
        "/a%25",
        "/...;x",
        "/a:b@c"
      })
  void other_paths_are_fine(String path) {
    assertThat(PathRules.ambiguous(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a b", "/a?b c", "/a?\t", "/a?\u007f", "a", "", "/a#b", "/a?\u00e9"})
  void targets_that_are_no_part_of_a_line_are_known(String target) {
    assertThat(PathRules.unspeakable(target)).isTrue();
    assertThat(PathRules.unspeakable("/a?b=%20&c=//../d")).isFalse();
  }
}
