<?php
// What WordPress leaves of HTML from an account without unfiltered HTML, or makes of an oEmbed answer. Its folder is in WORDPRESS.
define('ABSPATH', getenv('WORDPRESS') . '/');
define('WPINC', 'wp-includes');
define('WP_DEBUG', false);
foreach (['load', 'compat', 'plugin', 'functions', 'formatting', 'kses', 'embed', 'class-wp-oembed', 'http', 'link-template'] as $file) {
    require ABSPATH . WPINC . "/$file.php";
}
// What these ask a database or the plugins for.
function wp_generate_password($length) { return substr('a1B2c3D4e5f6', 0, $length); }
add_filter('pre_option_home', fn() => 'http://host.test');
add_filter('pre_option_siteurl', fn() => 'http://host.test');

$input = stream_get_contents(STDIN);
if ($argv[1] === 'kses') {
    echo wpautop(wp_kses_post($input)); // as an author's text is kept, and then shown
} else {
    $answer = json_decode($input);
    $html = _wp_oembed_get_object()->data2html($answer, 'http://news.test/de/');
    echo wp_filter_oembed_result($html, $answer, 'http://news.test/de/');
}
