namespace Sparekey.Browser.Tests;

/// <summary>Pages that are rendered to pictures of documents and selfies.</summary>
internal static class Drawings
{
    internal const string Passport =
        """
        <body style="margin:0;background:#8a7f70;font:22px sans-serif;color:#2b2b3a">
          <div style="margin:50px;padding:36px;height:420px;border-radius:18px;
              background:linear-gradient(120deg,#f3e9dc,#dfe8ee 60%,#e9e0f0)">
            <b style="letter-spacing:3px">PASSPORT &nbsp; SPECIMEN</b>
            <div style="display:flex;gap:36px;margin-top:24px">
              <svg width="190" height="240" viewBox="0 0 190 240">
                <rect width="190" height="240" fill="#c9d3da"/><circle cx="95" cy="95" r="52" fill="#a98668"/>
                <path d="M15 240a80 78 0 0 1 160 0z" fill="#45566b"/>
              </svg>
              <p style="line-height:1.8;margin:0">NGUYEN<br>THI AN<br>04 MAY 1990<br>VIET NAM<br>No. B 0123456</p>
            </div>
            <p style="font:24px monospace;margin-top:24px"
              >P&lt;VNMNGUYEN&lt;&lt;THI&lt;AN&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;</p>
          </div>
        </body>
        """;

    internal const string Selfie =
        """
        <body style="margin:0;background:linear-gradient(#dfe6e2,#b9c4be)">
          <svg width="900" height="620" viewBox="0 0 900 620">
            <circle cx="360" cy="260" r="130" fill="#a98668"/><path d="M150 620a210 200 0 0 1 420 0z" fill="#45566b"/>
            <rect x="580" y="300" width="260" height="170" fill="#fffdf7" transform="rotate(-4 710 380)"/>
            <text x="610" y="400" font-family="cursive" font-size="34" transform="rotate(-4 710 380)">my code</text>
          </svg>
        </body>
        """;
}
