/** Known traffic sources: name and category by registrable domain. Our own list, after the categories GA4 publishes. */

export type SourceCategory = 'search' | 'social' | 'video' | 'shopping' | 'ai' | 'email' | 'referral';

export interface KnownSource {
  name: string;
  category: SourceCategory;
}

const BY_CATEGORY: Readonly<Record<SourceCategory, string>> = {
  search: `Google=google.com Bing=bing.com DuckDuckGo=duckduckgo.com Yahoo=yahoo.com,yahoo.co.jp Yandex=yandex.ru,yandex.com,ya.ru
    Baidu=baidu.com Ecosia=ecosia.org Brave=brave.com,search.brave.com Qwant=qwant.com Startpage=startpage.com Naver=naver.com Daum=daum.net
    Seznam=seznam.cz Kagi=kagi.com Mojeek=mojeek.com Sogou=sogou.com Ask=ask.com AOL=aol.com Swisscows=swisscows.com Presearch=presearch.com`,
  social: `Facebook=facebook.com,fb.com,fb.me,com.facebook.katana Instagram=instagram.com,ig.me,com.instagram.android X=x.com,twitter.com,t.co,com.twitter.android
    LinkedIn=linkedin.com,lnkd.in,com.linkedin.android Reddit=reddit.com,redd.it,com.reddit.frontpage Pinterest=pinterest.com,pin.it,com.pinterest Threads=threads.net,threads.com
    Bluesky=bsky.app Mastodon=mastodon.social,mastodon.online Snapchat=snapchat.com Tumblr=tumblr.com Quora=quora.com VK=vk.com,vk.ru OK=ok.ru
    WhatsApp=whatsapp.com,wa.me,com.whatsapp Telegram=telegram.org,t.me,org.telegram.messenger Messenger=messenger.com,com.facebook.orca Discord=discord.com,discordapp.com
    Slack=slack.com,com.slack WeChat=weixin.qq.com,wechat.com Weibo=weibo.com,weibo.cn LINE=line.me Xing=xing.com KakaoTalk=kakao.com
    Hacker_News=news.ycombinator.com,ycombinator.com Product_Hunt=producthunt.com Lobsters=lobste.rs Stack_Overflow=stackoverflow.com Medium=medium.com Substack=substack.com`,
  video: `YouTube=youtube.com,youtu.be,com.google.android.youtube TikTok=tiktok.com,com.zhiliaoapp.musically Vimeo=vimeo.com Twitch=twitch.tv Dailymotion=dailymotion.com
    Bilibili=bilibili.com Netflix=netflix.com Rumble=rumble.com Loom=loom.com`,
  shopping: `Amazon=amazon.com eBay=ebay.com Etsy=etsy.com AliExpress=aliexpress.com Walmart=walmart.com Shopify=shopify.com,shop.app Alibaba=alibaba.com
    Mercado_Libre=mercadolibre.com Rakuten=rakuten.co.jp,rakuten.com Zalando=zalando.com Temu=temu.com Idealo=idealo.de`,
  ai: `ChatGPT=chatgpt.com,chat.openai.com,openai.com Claude=claude.ai Perplexity=perplexity.ai Gemini=gemini.google.com Copilot=copilot.microsoft.com
    DeepSeek=deepseek.com Grok=grok.com Mistral=mistral.ai,chat.mistral.ai Meta_AI=meta.ai You.com=you.com Poe=poe.com`,
  email: `Gmail=mail.google.com,com.google.android.gm Outlook=outlook.live.com,outlook.office.com,outlook.office365.com Yahoo_Mail=mail.yahoo.com Proton_Mail=mail.proton.me
    Yandex_Mail=mail.yandex.ru iCloud_Mail=icloud.com GMX=gmx.net,gmx.com WEB.DE=web.de Fastmail=fastmail.com Zoho_Mail=mail.zoho.com`,
  referral: `GitHub=github.com Wikipedia=wikipedia.org Notion=notion.so,notion.site Linktree=linktr.ee Google_Docs=docs.google.com Microsoft_Teams=teams.microsoft.com Apple=apple.com`,
};

/** Brands that own their name under many country suffixes: matched by the name before the suffix. */
export const MANY_SUFFIXES: ReadonlySet<string> = new Set([
  'google',
  'yahoo',
  'yandex',
  'amazon',
  'ebay',
  'pinterest',
  'bing',
  'aliexpress',
  'zalando',
  'seznam',
  'shopify',
]);

/** Host or registrable domain → source. */
export const SOURCES: ReadonlyMap<string, KnownSource> = new Map(
  Object.entries(BY_CATEGORY).flatMap(([category, list]) =>
    list.split(/\s+/).flatMap((entry): [string, KnownSource][] => {
      const [name = '', hosts = ''] = entry.split('=');
      return hosts
        .split(',')
        .map((host) => [host, { name: name.replaceAll('_', ' '), category: category as SourceCategory }]);
    }),
  ),
);

/** Sources by their name in lower case, and by what people write in `utm_source`. */
export const SOURCES_BY_NAME: ReadonlyMap<string, KnownSource> = new Map(
  [...SOURCES.values()].map((source): [string, KnownSource] => [source.name.toLowerCase(), source]),
);

/** Short forms people write in `utm_source` → name in the table, in lower case. */
export const ALIASES: Readonly<Record<string, string>> = {
  fb: 'facebook',
  ig: 'instagram',
  insta: 'instagram',
  twitter: 'x',
  tw: 'x',
  li: 'linkedin',
  yt: 'youtube',
  hn: 'hacker news',
  hackernews: 'hacker news',
  producthunt: 'product hunt',
  openai: 'chatgpt',
  'chatgpt.com': 'chatgpt',
  adwords: 'google',
  googleads: 'google',
  google_ads: 'google',
};
