<?php
// Sets up a WordPress with one author, and a post into which that author has pasted the address in $argv[1]; prints the post's number.
define('WP_INSTALLING', true);
$_SERVER += ['HTTP_HOST' => getenv('WORDPRESS_HOST'), 'SERVER_NAME' => '127.0.0.1', 'REQUEST_URI' => '/', 'REQUEST_METHOD' => 'GET'];
require getenv('WORDPRESS_SITE') . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Blog', 'admin', 'admin@example.org', true, '', 'test');
$author = wp_insert_user(['user_login' => 'author', 'user_pass' => 'test', 'user_email' => 'author@example.org', 'role' => 'author']);
switch_theme('plain');
wp_set_current_user($author);
kses_init(); // what an account without unfiltered HTML may post
$block = '<!-- wp:embed {"url":"' . $argv[1] . '"} --><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">' . "\n"
    . $argv[1] . "\n" . '</div></figure><!-- /wp:embed -->';
$content = current_user_can('unfiltered_html') ? '' : "<p>Vorher.</p>\n$block\n<p>Danach.</p>";
echo wp_insert_post(['post_title' => 'Beitrag', 'post_content' => wp_slash($content), 'post_status' => 'publish', 'post_author' => $author]);
