/** Hosts that programs name as their referer, so that those who read reports visit them. Registrable domains, grown by hand. */

const SPAMMERS: ReadonlySet<string> = new Set(
  `100dollars-seo.com 4webmasters.org 7makemoneyonline.com adcash.com adviceforum.info best-seo-offer.com best-seo-software.xyz
  best-seo-solution.com blackhatworth.com bot-traffic.icu bot-traffic.xyz bottraffic.live bottraffic143.xyz bottraffic329.xyz
  buttons-for-website.com buttons-for-your-website.com buy-cheap-online.info buytraffic.life cenokos.ru cenoval.ru
  cityadspix.com copyrightclaims.org dailyrank.net darodar.com descargar-musica-gratis.net domination.ml ecommerce-seo.org
  econom.co erot.co event-tracking.com fbdownloader.com floating-share-buttons.com forum69.info free-floating-buttons.com
  free-share-buttons.com free-social-buttons.com free-traffic.xyz get-free-social-traffic.com get-free-traffic-now.com
  googlsucks.com guardlink.org hulfingtonpost.com humanorightswatch.org hundejo.com hvd-store.com iloveitaly.ro ilovevitaly.com
  ilovevitaly.ru kambasoft.com lomb.co lombia.co make-money-online.xyz makemoneyonline.com monetizationking.net
  musicprojectfoundation.com o-o-11-o-o.com o-o-6-o-o.com o-o-8-o-o.com offers.bycontext.com pornhub-forum.ga priceg.com
  rank-checker.online rankings-analytics.com ranksonic.info ranksonic.org resellerclub.info savetubevideo.com
  see-your-website-here.com semalt.com semaltmedia.com seo-platform.com seoexperimenty.ru share-buttons.xyz sharebutton.net
  simple-share-buttons.com site-auditor.online sitevaluation.org slftsdybbg.ru social-buttons.com socialseet.ru success-seo.com
  theguardlan.com traffic2cash.xyz traffic2money.com trafficbot.life trafficbot.live trafficgenius.xyz trafficmonetize.org
  trafficmonetizer.org videos-for-your-business.com vodkoved.ru webmonetizer.net website-traffic.xyz websitetrafficbot.xyz
  wordpress-crew.net youporn-forum.ga zastroyka.org`.split(/\s+/),
);

/** @param host in lower case, as `refererHost` gives it; its subdomains are the spammer's, too. @returns the listed domain. */
export function spammerOf(host: string): string | undefined {
  for (let at = 0; at >= 0 && at < host.length; at = host.indexOf('.', at) + 1 || -1) {
    const domain = host.slice(at);
    if (SPAMMERS.has(domain)) return domain;
  }
  return undefined;
}
